-- What is there as soon as this folder is in the runtimepath: names of Dockerfiles, commands, and the server.

if vim.g.loaded_dlint then
  return
end
vim.g.loaded_dlint = true

if vim.fn.has('nvim-0.11') == 0 then
  vim.notify('dlint: this plugin needs Neovim 0.11 or newer, and did nothing', vim.log.levels.WARN)
  return
end

vim.filetype.add({ pattern = require('dlint.names').patterns() })

local function command(name, desc, run)
  vim.api.nvim_create_user_command(name, run, { desc = desc })
end

command('DlintFixAll', 'Repair this Dockerfile as `dlint --fix` does', function()
  if #vim.lsp.get_clients({ bufnr = 0, name = 'dlint' }) == 0 then
    vim.notify('dlint: no server serves this buffer; `:checkhealth dlint` says why', vim.log.levels.WARN)
  else
    require('dlint').fix_all(0, 5000)
  end
end)
command('DlintInfo', 'Show which configuration, build context and builder hold for this Dockerfile', function()
  local lines, problem = require('dlint').info(0)
  if lines then
    vim.notify(table.concat(lines, '\n'))
  else
    vim.notify('dlint: ' .. problem, vim.log.levels.WARN)
  end
end)
command('DlintRestart', 'Start the server of dlint anew', function()
  require('dlint').restart()
end)

local group = vim.api.nvim_create_augroup('dlint', {})
require('dlint.neighbours').watch(group)
vim.api.nvim_create_autocmd('FileType', {
  group = group,
  pattern = 'dockerfile',
  desc = 'dlint: say why there is no server',
  callback = function(event)
    if vim.bo[event.buf].buftype == '' and vim.lsp.is_enabled('dlint') then
      require('dlint.failures').before_start()
    end
  end,
})
vim.api.nvim_create_autocmd('BufWritePost', {
  group = group,
  pattern = { 'dlint.toml', '.dlint.toml', '.hadolint.yaml', '.hadolint.yml', '*.dockerignore' },
  desc = 'dlint: what was just written holds for the Dockerfiles that are open',
  callback = function()
    require('dlint').look_again()
  end,
})
vim.api.nvim_create_autocmd('FocusGained', {
  group = group,
  desc = 'dlint: what was changed elsewhere holds, too',
  callback = function()
    require('dlint').look_again()
  end,
})

-- `vim.g.dlint_enable = false` leaves it to you to call this.
if vim.g.dlint_enable ~= false then
  vim.lsp.enable('dlint')
end
