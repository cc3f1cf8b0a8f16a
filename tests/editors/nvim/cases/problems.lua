-- What is shown is what dlint says on the command line, once.
return function(t)
  vim.diagnostic.config({ virtual_text = true, signs = true })
  local path = t.write('app/Dockerfile', t.MISTAKES)
  local expected = t.findings(path)

  t.check('each finding is shown at its place, once', function()
    t.open(path)
    t.client()
    t.equal(t.problems(#expected), expected)
  end)
  t.check('each has one sign, and one text behind its line', function()
    local signs, texts, lines = 0, 0, {}
    for name, namespace in pairs(vim.api.nvim_get_namespaces()) do
      if name:find('diagnostic') then
        for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, namespace, 0, -1, { details = true })) do
          signs = signs + (mark[4].sign_text and 1 or 0)
          if mark[4].virt_text then
            texts, lines[mark[2]] = texts + 1, true
          end
        end
      end
    end
    local with = {}
    for _, each in ipairs(vim.diagnostic.get(0)) do
      with[each.lnum] = true
    end
    t.equal(signs, #expected, 'signs')
    t.equal(texts, vim.tbl_count(with), 'lines with a text')
    t.equal(lines, with)
  end)
  t.check('what is typed is looked at, and everything else stays', function()
    vim.api.nvim_buf_set_lines(0, 1, 1, true, { 'COP' })
    t.problems(#expected + 1)
    vim.api.nvim_buf_set_lines(0, 1, 2, true, {})
    t.equal(t.problems(#expected), expected)
  end)
  t.check('semantic tokens and formatting are not there, as long as nobody asks for them', function()
    local client = t.client()
    t.equal(client.server_capabilities.semanticTokensProvider, nil)
    t.equal(client.server_capabilities.documentFormattingProvider, nil)
    t.equal(vim.bo.formatexpr, '')
  end)
  t.check('everything else is', function()
    for _, method in ipairs({ 'completion', 'hover', 'signatureHelp', 'definition', 'references', 'documentHighlight', 'rename', 'documentSymbol', 'foldingRange', 'selectionRange', 'documentLink', 'codeAction', 'diagnostic' }) do
      t.equal(t.client():supports_method('textDocument/' .. method), true, method)
    end
  end)
  t.check('a `dlint.toml` holds as soon as it is written, and one changed elsewhere when Neovim has the focus', function()
    local dockerfile = vim.api.nvim_get_current_buf()
    t.open(t.work .. '/app/dlint.toml')
    vim.api.nvim_buf_set_lines(0, 0, -1, true, { 'ignore = ["DL3007"]' })
    vim.cmd('silent write')
    t.problems(#expected - 1, dockerfile)
    t.rest()
    t.write('app/dlint.toml', '')
    vim.cmd('doautocmd FocusGained')
    t.problems(#expected, dockerfile)
    vim.cmd.buffer(dockerfile)
  end)
  t.check('settings of the user hold, and may switch on what is off', function()
    vim.lsp.config('dlint', { settings = { dlint = { ignore = { 'DL3007' }, features = { semanticTokens = true, formatting = true } } } })
    vim.cmd('DlintRestart')
    t.client()
    t.problems(#expected - 1)
    t.equal(t.client():supports_method('textDocument/semanticTokens/full'), true)
    t.equal(t.client():supports_method('textDocument/formatting'), true)
    vim.lsp.config('dlint', { settings = { dlint = { ignore = {}, features = { semanticTokens = false, formatting = false } } } })
    vim.cmd('DlintRestart')
    t.problems(#expected)
  end)
  t.check('nobody was told anything', function()
    t.equal(t.messages, {})
  end)
end
