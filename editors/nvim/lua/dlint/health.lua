-- `:checkhealth dlint`: whether everything is there, and what to do if it is not.

local M = {}

local function neovim()
  if vim.fn.has('nvim-0.11') == 1 then
    vim.health.ok('Neovim ' .. tostring(vim.version()))
    return true
  end
  vim.health.error('Neovim is older than 0.11', 'Update Neovim: this plugin uses `vim.lsp.config` and `vim.lsp.enable`')
  return false
end

local function file()
  local program = require('dlint.program')
  local word = program.word()
  if not word then
    vim.health.info('`cmd` is a function, so what it starts cannot be looked at')
    return
  end
  local found = assert(program.ask(word))
  if found.problem then
    local what, todo = found.problem:match('^(.-)%. (.+)$')
    vim.health.error(what or found.problem, todo and { todo, 'Then run `:DlintRestart`' })
  else
    vim.health.ok(('dlint %s: `%s`'):format(found.version, found.path))
  end
end

local function server()
  if not vim.lsp.is_enabled('dlint') then
    vim.health.warn('The server is not enabled', "Call `vim.lsp.enable('dlint')`")
    return
  end
  local clients = vim.lsp.get_clients({ name = 'dlint' })
  if #clients == 0 then
    local waiting = vim.iter(vim.api.nvim_list_bufs()):any(function(bufnr)
      return vim.api.nvim_buf_is_loaded(bufnr) and vim.bo[bufnr].filetype == 'dockerfile'
    end)
    if waiting then
      vim.health.warn('A Dockerfile is open, and no server runs', {
        'Run `:DlintRestart`',
        ('Read what went wrong: `:edit %s`'):format(vim.lsp.log.get_filename()),
      })
    else
      vim.health.info('No server runs: no Dockerfile is open (`:set filetype?` in it has to say `dockerfile`)')
    end
  end
  for _, client in ipairs(clients) do
    local version = vim.tbl_get(client, 'server_info', 'version')
    vim.health.ok(('A server runs for %s, with %d buffers%s'):format(
      client.root_dir and ('`%s`'):format(client.root_dir) or 'files without a project',
      vim.tbl_count(client.attached_buffers),
      version and (' (dlint %s)'):format(version) or ''
    ))
    local left = require('dlint.neighbours').left(client)
    if #left > 0 then
      vim.health.info(('Left to `dockerls`, so that nothing is there twice: %s'):format(table.concat(left, ', ')))
    end
    if require('dlint.neighbours').leaves_checks(client) then
      vim.health.info("Left to `docker_language_server`: BuildKit's own checks")
    end
  end
end

--- Plugins that run hadolint show what dlint shows once more.
local function twice()
  local names = {}
  local lint = package.loaded.lint
  if lint and vim.tbl_contains(vim.tbl_get(lint, 'linters_by_ft', 'dockerfile') or {}, 'hadolint') then
    names[#names + 1] = 'nvim-lint (`linters_by_ft.dockerfile`)'
  end
  if vim.g.loaded_ale and vim.tbl_contains(vim.tbl_get(vim.g, 'ale_linters', 'dockerfile') or { 'hadolint' }, 'hadolint') and vim.fn.executable('hadolint') == 1 then
    names[#names + 1] = 'ALE (`g:ale_linters`)'
  end
  for _, name in ipairs(names) do
    vim.health.warn(name .. ' runs hadolint for Dockerfiles: most problems are shown twice', 'Take `hadolint` out of it')
  end
end

function M.check()
  vim.health.start('dlint')
  if neovim() then
    file()
    server()
    twice()
  end
end

return M
