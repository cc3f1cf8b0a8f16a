-- Docker's two other language servers, beside which nothing should be there twice.
--
-- `dockerls` serves completion, hover and more for Dockerfiles. What it offers, dlint's client lays down as long as it is
-- there, by taking the capability out of `server_capabilities`: that is where Neovim and every plugin look before they ask.
-- `docker_language_server` shows what BuildKit's own checks say, if there is a Docker that runs them.

local M = {}

--- The features that are laid down, by their names in the settings, with the capabilities that they are.
local FEATURES = {
  completion = { 'completionProvider' },
  hover = { 'hoverProvider' },
  signatureHelp = { 'signatureHelpProvider' },
  navigation = { 'definitionProvider', 'referencesProvider', 'documentHighlightProvider' },
  rename = { 'renameProvider' },
  symbols = { 'documentSymbolProvider', 'workspaceSymbolProvider' },
  folding = { 'foldingRangeProvider' },
  links = { 'documentLinkProvider' },
}

--- What dlint's servers offered in the beginning, by the client.
local offered = {} ---@type table<integer, table>
--- Neighbours that were there and have gone, although they are enabled.
local gone = {} ---@type table<string, boolean>

--- The clients of a neighbour.
local function clients(name)
  return vim.lsp.get_clients({ name = name })
end

--- Whether a neighbour will be there as soon as it has started.
local function is_coming(name)
  if gone[name] or not vim.lsp.is_enabled(name) then
    return false
  end
  local config = vim.lsp.config[name]
  local cmd = config and config.cmd
  return type(cmd) == 'function' or type(cmd) == 'table' and vim.fn.executable(cmd[1]) == 1
end

--- Whether the user has said in so many words what is to be.
local function said(client, ...)
  return vim.tbl_get(client.config.settings or {}, 'dlint', ...)
end

--- Whether a neighbour has this capability; one that is only coming is taken to have it.
local function has(name, capability)
  local there = clients(name)
  if #there == 0 then
    return is_coming(name)
  end
  return vim.iter(there):any(function(client)
    return client.initialized and client.server_capabilities[capability] or not client.initialized
  end)
end

--- Whether BuildKit's own checks are somebody else's.
local function checks_are_shown()
  local name = 'docker_language_server'
  return (#clients(name) > 0 or is_coming(name)) and vim.fn.executable('docker') == 1
end

--- Lays down what a neighbour has, and takes up again what it has no more.
---@param client vim.lsp.Client
function M.look(client)
  offered[client.id] = offered[client.id] or vim.deepcopy(client.server_capabilities)
  for feature, capabilities in pairs(FEATURES) do
    for _, capability in ipairs(capabilities) do
      local own = offered[client.id][capability]
      local yields = said(client, 'features', feature) ~= true and has('dockerls', capability)
      client.server_capabilities[capability] = not yields and own or nil
    end
  end

  local wanted = said(client, 'buildkitChecks') or 'auto'
  if wanted == 'auto' and checks_are_shown() then
    wanted = 'off'
  end
  if (vim.tbl_get(client.settings, 'dlint', 'buildkitChecks') or 'auto') ~= wanted then
    client.settings = vim.tbl_deep_extend('force', client.settings, { dlint = { buildkitChecks = wanted } })
    if client.initialized then
      client:notify('workspace/didChangeConfiguration', { settings = client.settings })
      vim.defer_fn(require('dlint').refresh, 100)
    end
  end
end

--- What dlint's client leaves to others, for people.
---@param client vim.lsp.Client
---@return string[]
function M.left(client)
  local found = {}
  for feature, capabilities in vim.spairs(FEATURES) do
    local all = offered[client.id] or {}
    for _, capability in ipairs(capabilities) do
      if all[capability] and not client.server_capabilities[capability] then
        found[#found + 1] = feature
        break
      end
    end
  end
  return found
end

--- Whether BuildKit's own checks are left to `docker_language_server`.
function M.leaves_checks(client)
  return vim.tbl_get(client.settings, 'dlint', 'buildkitChecks') == 'off' and said(client, 'buildkitChecks') ~= 'off'
end

--- Forgets that a neighbour has gone.
function M.forget()
  gone = {}
end

--- Looks again whenever a neighbour comes or goes.
function M.watch(group)
  vim.api.nvim_create_autocmd({ 'LspAttach', 'LspDetach' }, {
    group = group,
    desc = 'dlint: nothing twice beside another server for Dockerfiles',
    callback = function(event)
      local other = vim.lsp.get_client_by_id(event.data.client_id)
      local name = other and other.name
      if name ~= 'dockerls' and name ~= 'docker_language_server' then
        return
      end
      gone[name] = nil
      -- A client that goes is still in the list while the event runs.
      vim.schedule(function()
        if event.event == 'LspDetach' then
          gone[name] = #clients(name) == 0
        end
        for _, client in ipairs(vim.lsp.get_clients({ name = 'dlint' })) do
          M.look(client)
        end
      end)
    end,
  })
end

return M
