-- What the commands do, for those who want them on a key.

local M = {}

--- What `dlint --fix` does to a file.
local FIX_ALL = 'source.fixAll.dlint'

--- dlint's client of a buffer.
---@return vim.lsp.Client?
local function client_of(bufnr)
  return vim.lsp.get_clients({ bufnr = bufnr, name = 'dlint' })[1]
end

local function buffer(bufnr)
  return (bufnr == nil or bufnr == 0) and vim.api.nvim_get_current_buf() or bufnr
end

local function warn(text)
  vim.notify('dlint: ' .. text, vim.log.levels.WARN)
end

--- Asks and waits.
local function ask(client, method, params, timeout, bufnr)
  local answer, problem = client:request_sync(method, params, timeout, bufnr)
  if not answer then
    return nil, problem == 'timeout' and ('the server took longer than %d ms'):format(timeout) or problem
  end
  return answer.result, answer.err and answer.err.message
end

--- Repairs a buffer as `dlint --fix` repairs a file, and waits until that is done.
---
--- It changes the buffer only, so it can be called while a file is being saved. Without a server it does nothing.
---@param bufnr? integer
---@param timeout? integer How long to wait, in milliseconds.
---@return boolean # Whether the server was asked, and answered.
function M.fix_all(bufnr, timeout)
  bufnr, timeout = buffer(bufnr), timeout or 1000
  local client = client_of(bufnr)
  if not client then
    return false
  end
  local last = vim.api.nvim_buf_line_count(bufnr)
  local actions, problem = ask(client, 'textDocument/codeAction', {
    textDocument = { uri = vim.uri_from_bufnr(bufnr) },
    range = { start = { line = 0, character = 0 }, ['end'] = { line = last, character = 0 } },
    context = { diagnostics = {}, only = { FIX_ALL }, triggerKind = 2 },
  }, timeout, bufnr)
  for _, action in ipairs(actions or {}) do
    if action.kind == FIX_ALL then
      if not action.edit then
        action, problem = ask(client, 'codeAction/resolve', action, timeout, bufnr)
      end
      if action and action.edit then
        vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
      end
    end
  end
  if problem then
    warn('nothing was repaired: ' .. problem)
  end
  return not problem
end

--- What holds for a buffer, as lines for people; `nil` and the reason where there is no answer.
---@param bufnr? integer
---@return string[]?, string?
function M.info(bufnr)
  bufnr = buffer(bufnr)
  local client = client_of(bufnr)
  if not client then
    return nil, 'no server serves this buffer; `:checkhealth dlint` says why'
  end
  local status, problem = ask(client, 'dlint/status', { textDocument = { uri = vim.uri_from_bufnr(bufnr) } }, 2000, bufnr)
  if problem then
    return nil, problem
  end
  if not status or status == vim.NIL then
    return nil, 'this file is not linted: its project leaves it out'
  end
  local function or_else(value, otherwise)
    return value ~= nil and value ~= vim.NIL and value or otherwise
  end
  local context = or_else(status.context, 'unknown context')
  if status.contextIsInferred and context ~= 'unknown context' then
    context = context .. ' (inferred: nobody has named one)'
  end
  local builder = status.builder
  if or_else(status.frontend, nil) then
    builder = ('%s, frontend %s'):format(builder, status.frontend)
  end
  local lines = {
    'dlint          ' .. status.version,
    'configuration  ' .. or_else(status.config, 'none'),
    'context        ' .. context,
    'builder        ' .. builder,
  }
  local neighbours = require('dlint.neighbours')
  local left = neighbours.left(client)
  if #left > 0 then
    lines[#lines + 1] = 'left to dockerls: ' .. table.concat(left, ', ')
  end
  if neighbours.leaves_checks(client) then
    lines[#lines + 1] = "left to docker_language_server: BuildKit's own checks"
  end
  return lines
end

--- Asks for the problems of all buffers again, where Neovim asks for them: a file beside them has changed.
function M.refresh()
  for _, client in ipairs(vim.lsp.get_clients({ name = 'dlint', method = 'textDocument/diagnostic' })) do
    for bufnr in pairs(client.attached_buffers) do
      client:request('textDocument/diagnostic', { textDocument = { uri = vim.uri_from_bufnr(bufnr) } }, nil, bufnr)
    end
  end
end

--- Says that files beside the Dockerfiles may have changed. Neovim watches none on Linux.
function M.look_again()
  for _, client in ipairs(vim.lsp.get_clients({ name = 'dlint' })) do
    client:notify('workspace/didChangeWatchedFiles', { changes = {} })
  end
  M.refresh()
end

--- Starts the server anew.
function M.restart()
  require('dlint.failures').forget()
  require('dlint.neighbours').forget()
  vim.lsp.enable('dlint', false)
  -- The old one has to be gone, or the buffers stay with it.
  vim.wait(2000, function()
    return #vim.lsp.get_clients({ name = 'dlint' }) == 0
  end, 20)
  vim.lsp.enable('dlint')
end

return M
