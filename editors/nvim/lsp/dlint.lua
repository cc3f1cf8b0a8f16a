-- The language server of dlint, in the form that Neovim 0.11 reads by itself.
--
-- Everything here can be changed with `vim.lsp.config('dlint', { … })`; `:help dlint-settings` says what there is.

---@type vim.lsp.Config
return {
  cmd = { 'dlint', 'lsp' },
  filetypes = { 'dockerfile' },
  -- One server for a repository: it finds the nearest configuration of each file by itself.
  root_markers = { '.git', 'dlint.toml', '.dlint.toml' },
  settings = {
    dlint = {
      features = {
        -- Neovim's own colours are fine, and a formatter is somebody's choice.
        semanticTokens = false,
        formatting = false,
      },
    },
  },
  -- What is switched off from the beginning is not offered at all.
  before_init = function(params, config)
    local settings = vim.tbl_get(config, 'settings', 'dlint') or {}
    params.initializationOptions = vim.tbl_deep_extend('force', settings, config.init_options or {})
  end,
  on_init = function(client)
    require('dlint.failures').started(client)
    require('dlint.neighbours').look(client)
  end,
  on_exit = function(code, signal, id)
    require('dlint.failures').ended(code, signal, id)
  end,
}
