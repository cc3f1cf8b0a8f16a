-- `:DlintInfo`, and the help page.
return function(t)
  t.check('the configuration, the context and the builder', function()
    t.write('app/dlint.toml', '')
    t.write('app/app.py', '')
    t.open('app/Dockerfile', '# syntax=docker/dockerfile:1.7\nFROM debian:12\nCOPY app.py /\n')
    t.client()
    vim.cmd('DlintInfo')
    local told = t.told()
    t.contains(told, 'configuration  ' .. vim.uv.fs_realpath(t.work .. '/app/dlint.toml'))
    t.contains(told, 'context        ' .. vim.uv.fs_realpath(t.work .. '/app') .. ' (inferred: nobody has named one)')
    t.contains(told, 'builder        BuildKit, frontend 1.7')
    t.contains(told, 'dlint          0.')
  end)
  t.check('none, and an unknown context', function()
    t.open('bare/Dockerfile', 'FROM debian:12\nCOPY nowhere.txt /\n')
    t.client()
    vim.cmd('DlintInfo')
    local told = t.told()
    t.contains(told, 'configuration  none')
    t.contains(told, 'context        unknown context')
  end)
  t.check('a file that its project leaves out', function()
    t.write('left/dlint.toml', 'exclude = ["Dockerfile.old"]\n')
    t.open('left/Dockerfile.old', 'FROM debian:latest\n')
    t.client()
    vim.cmd('DlintInfo')
    t.contains(t.told(), 'its project leaves it out')
  end)
  t.check('another file', function()
    t.open('bare/README', 'x\n')
    vim.cmd('DlintInfo')
    t.contains(t.told(), 'no server serves this buffer')
    vim.cmd('DlintFixAll')
    t.contains(t.told(), 'no server serves this buffer')
  end)
  t.check('`:help dlint`, and all that it promises', function()
    local doc = vim.fs.normalize(t.tests .. '/../../../editors/nvim/doc')
    local copy = t.work .. '/doc'
    vim.fn.mkdir(copy .. '/doc', 'p')
    vim.uv.fs_copyfile(doc .. '/dlint.txt', copy .. '/doc/dlint.txt')
    vim.cmd.helptags(copy .. '/doc')
    vim.opt.rtp:append(copy)
    local text = t.read(copy .. '/doc/dlint.txt')
    for tag in text:gmatch('%*([^%s*]+)%*') do
      vim.cmd.help(tag)
      t.contains(vim.api.nvim_get_current_line(), '*' .. tag .. '*')
    end
    for tag in text:gmatch('|([^%s|]+)|') do
      vim.cmd.help(tag)
    end
    vim.cmd('helpclose')
    for name in text:gmatch('\n:(Dlint%a+) ') do
      t.equal(vim.fn.exists(':' .. name), 2, name)
    end
    for _, line in ipairs(vim.split(text, '\n')) do
      assert(vim.fn.strdisplaywidth(line) <= 78, line)
    end
  end)
  t.check('the README names the same settings and commands', function()
    local readme = t.read(t.tests .. '/../../../editors/nvim/README.md')
    local help = t.read(t.tests .. '/../../../editors/nvim/doc/dlint.txt')
    for _, word in ipairs({ ':DlintFixAll', ':DlintInfo', ':DlintRestart', 'configPath', 'select', 'extendSelect', 'ignore', 'buildkitChecks', 'completion', 'hover', 'signatureHelp', 'navigation', 'rename', 'symbols', 'folding', 'links', 'diagnostics', 'codeActions', 'selection', 'semanticTokens', 'formatting', 'inlayHints', 'codeLens', 'dlint_enable', 'dockerls', 'docker_language_server' }) do
      t.contains(readme, word)
      t.contains(help, word)
    end
  end)
end
