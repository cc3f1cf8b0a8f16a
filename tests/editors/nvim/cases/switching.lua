-- dlint in the place of hadolint, for plugins that call hadolint.
return function(t)
  local TEXT = 'FROM debian:latest\nMAINTAINER Ada\nWORKDIR src\nRUN cd /tmp\nCMD true\nCMD false\n'
  local BROKEN = 'FROM\nCOPPY a b\n'

  --- The wrapper that the pages show: the first shell script in them.
  local function wrapper(page)
    local text = t.read(vim.fs.joinpath(t.tests, '../../../docs/switching', page))
    return (assert(text:match('\n```sh\n(#!/bin/sh\n.-)```'), 'no wrapper in ' .. page))
  end

  local bin = vim.fs.dirname(t.write('wrapper/hadolint', wrapper('nvim-lint.md')))
  vim.uv.fs_chmod(bin .. '/hadolint', 493)
  vim.env.PATH = bin .. ':' .. vim.env.PATH
  -- The server is not part of this.
  vim.lsp.enable('dlint', false)
  local path = t.write('app/Dockerfile', TEXT)

  local function run(arguments, stdin)
    return vim.system(vim.list_extend({ 'hadolint' }, arguments), { stdin = stdin, text = true, cwd = vim.fs.dirname(path) }):wait()
  end

  local expected = vim.json.decode(vim.system({ t.dlint, 'hadolint', '-f', 'json', path }, { text = true }):wait().stdout)
  assert(#expected > 4)

  t.check('both pages show the same wrapper', function()
    t.equal(wrapper('vscode-hadolint.md'), wrapper('nvim-lint.md'))
  end)
  t.check('nvim-lint: `hadolint -f json -`, and with `--no-fail`', function()
    for _, arguments in ipairs({ { '-f', 'json', '-' }, { '--no-fail', '-f', 'json', '-' } }) do
      local found = run(vim.deepcopy(arguments), TEXT)
      local each = vim.json.decode(found.stdout)
      t.equal(#each, #expected)
      for _, finding in ipairs(each) do
        assert(finding.line >= 1 and finding.column >= 1 and finding.message ~= '' and finding.code:match('^[DS][LC]%d+$'))
        assert(vim.tbl_contains({ 'error', 'warning', 'info', 'style' }, finding.level), finding.level)
      end
      t.equal(found.code, arguments[1] == '--no-fail' and 0 or 1)
    end
    t.equal(vim.json.decode(run({ '-f', 'json', '-' }, 'FROM scratch\n').stdout), {})
    t.equal(#vim.json.decode(run({ '-f', 'json', '-' }, BROKEN).stdout), 2)
  end)
  t.check('none-ls: `hadolint --no-fail --format=json FILE`', function()
    local found = run({ '--no-fail', '--format=json', path })
    t.equal(found.code, 0)
    t.equal(vim.json.decode(found.stdout), expected)
  end)
  t.check('ALE: `hadolint --no-color -`', function()
    local lines = vim.split(vim.trim(run({ '--no-color', '-' }, TEXT).stdout), '\n')
    t.equal(#lines, #expected)
    for _, line in ipairs(lines) do
      assert(line:match('^%-:%d+ [DS][LC]%d+ %a+: .+'), line)
    end
  end)
  t.check('the VS Code extension: `hadolint FILE --no-color`', function()
    local lines = vim.split(vim.trim(run({ path, '--no-color' }).stdout), '\n')
    t.equal(#lines, #expected)
    for index, line in ipairs(lines) do
      local file, at, code, message = line:match('^(.+):(%d+) (%S+) (.+)')
      t.equal({ file, tonumber(at), code }, { path, expected[index].line, expected[index].code })
      t.contains(message, expected[index].message)
    end
  end)

  t.check('a link with the name of hadolint is as good as the script', function()
    local link = t.work .. '/link/hadolint'
    vim.fn.mkdir(vim.fs.dirname(link), 'p')
    assert(vim.uv.fs_symlink(t.dlint, link))
    local found = vim.system({ link, '-f', 'json', path }, { text = true }):wait()
    t.equal(vim.json.decode(found.stdout), expected)
  end)

  --- A folder with a plugin, if there is one.
  local function plugin(variable)
    local folder = vim.env[variable]
    if not folder then
      io.stdout:write(('  skipped  %s names no folder\n'):format(variable))
    end
    return folder
  end

  if plugin('DLINT_NVIM_LINT') then
    vim.opt.rtp:append(vim.env.DLINT_NVIM_LINT)
    t.check('nvim-lint shows it', function()
      require('lint').linters_by_ft = { dockerfile = { 'hadolint' } }
      t.open(path)
      require('lint').try_lint()
      t.wait('all of it', function()
        return #vim.diagnostic.get(0) == #expected
      end)
    end)
    t.check('without a wrapper: the lines of the page', function()
      vim.env.PATH = vim.env.PATH:gsub('^[^:]+:', '', 1)
      assert(load(t.example('docs/switching/nvim-lint.md', 'hadolint.args')))()
      vim.diagnostic.reset()
      require('lint').try_lint()
      t.wait('all of it', function()
        return #vim.diagnostic.get(0) == #expected
      end)
      vim.env.PATH = bin .. ':' .. vim.env.PATH
      t.contains(t.page('checkhealth dlint'), 'runs hadolint for Dockerfiles')
    end)
  end
  if plugin('DLINT_ALE') then
    vim.opt.rtp:append(vim.env.DLINT_ALE)
    vim.g.ale_linters_explicit = 1
    vim.g.ale_use_neovim_diagnostics_api = 0
    t.check('ALE shows it', function()
      vim.g.ale_linters = { dockerfile = { 'hadolint' } }
      vim.cmd('runtime plugin/ale.vim')
      t.open(path)
      vim.cmd('edit | ALELint')
      t.wait('all of it', function()
        return #vim.fn.getloclist(0) == #expected
      end)
    end)
    t.check('ALE speaks to the server: the lines of the page', function()
      vim.cmd(t.example('docs/switching/nvim-lint.md', 'ale#linter#Define', 'vim'))
      vim.cmd('edit | ALELint')
      local found = #t.findings(path)
      t.wait('all of it: ' .. found, function()
        return #vim.fn.getloclist(0) == found
      end)
    end)
  end
end
