-- No server: each reason is told with a way out, once.
return function(t)
  local PATH = vim.env.PATH
  local path = t.write('app/Dockerfile', 'FROM debian:latest\n')

  --- Opens a Dockerfile with another command.
  local function with(cmd)
    vim.lsp.enable('dlint', false)
    t.wait('the end of the old one', function()
      return #vim.lsp.get_clients({ name = 'dlint' }) == 0
    end)
    t.rest(100)
    vim.cmd('silent! %bwipeout!')
    t.told()
    vim.lsp.config('dlint', { cmd = cmd })
    vim.lsp.enable('dlint')
    t.open(path)
  end

  --- Neovim itself says each time that a server has quit.
  local function said_by_us()
    return vim.tbl_filter(function(text)
      return vim.startswith(text, 'dlint: ')
    end, t.messages)
  end

  --- What has been told has all of this, and so has `:checkhealth`.
  local function hears(...)
    local parts = { ... }
    t.wait('a message', function()
      return #t.messages > 0
    end)
    t.rest()
    local ours = said_by_us()
    t.equal(#ours, 1, 'one message')
    for _, part in ipairs(parts) do
      t.contains(ours[1], part)
    end
    t.told()
    -- Another Dockerfile is no reason to say it again.
    t.open('app/Containerfile', 'FROM scratch\n')
    t.rest()
    t.equal(said_by_us(), {}, 'told again')
    local health = t.page('checkhealth dlint')
    for _, part in ipairs(parts) do
      t.contains(health, part)
    end
    return health
  end

  t.check('all is well', function()
    t.open(path)
    t.client()
    local health = t.page('checkhealth dlint')
    t.contains(health, 'Neovim 0.')
    t.contains(health, 'dlint 0.')
    t.contains(health, 'A server runs for')
    assert(not health:find('ERROR') and not health:find('WARNING'), health)
    t.equal(t.messages, {})
  end)
  t.check('no dlint', function()
    vim.env.PATH = '/usr/bin:/bin'
    with({ 'dlint', 'lsp' })
    local health = hears('`dlint` was not found', 'not in the PATH of Neovim', 'https://')
    t.contains(health, 'ERROR')
  end)
  t.check('it is installed, and `:DlintRestart` finds it', function()
    vim.env.PATH = PATH
    vim.cmd('DlintRestart')
    t.client()
    t.equal(t.messages, {})
  end)
  t.check('a wrong path', function()
    with({ '/nowhere/dlint', 'lsp' })
    hears('there is no `/nowhere/dlint`', 'orrect `cmd`')
  end)
  t.check('a folder', function()
    with({ t.work, 'lsp' })
    hears('is a folder', 'orrect `cmd`')
  end)
  t.check('a file that may not be executed', function()
    with({ t.write('plain/dlint', 'x'), 'lsp' })
    hears('may not be executed', 'chmod +x')
  end)
  t.check('an old version', function()
    with({ t.script('old/dlint', { 'echo dlint 0.0.1' }), 'lsp' })
    hears('is dlint 0.0.1, and this plugin needs 0.1.0 or newer', 'Update it')
  end)
  t.check('an old version that does not know `lsp`', function()
    with({ t.script('older/dlint', { '[ "$1" = --version ] && { echo dlint 0.0.1; exit; }', 'echo no such command >&2; exit 2' }), 'lsp' })
    hears('is dlint 0.0.1, and this plugin needs')
  end)
  t.check('another program', function()
    with({ t.script('other/dlint', { 'echo "what do you want?" >&2; exit 3' }), 'lsp' })
    hears('is not dlint, or does not work', 'what do you want?', 'orrect `cmd`')
  end)
  t.check('a crash, and the way back', function()
    with({ 'dlint', 'lsp' })
    for _ = 1, 2 do
      t.client()
      t.wait('a problem', function()
        return #vim.diagnostic.get(0) > 0
      end)
      t.kill(t.dlint)
      t.wait('a message', function()
        return table.concat(t.messages, '\n'):find('the server ended unexpectedly', 1, true)
      end)
      t.rest()
      local told = t.told()
      t.contains(told, '(signal 9)')
      t.contains(told, '`:DlintRestart` starts it again')
      t.contains(t.page('checkhealth dlint'), 'A Dockerfile is open, and no server runs')
      vim.cmd('DlintInfo')
      t.contains(t.told(), 'no server serves this buffer')
      vim.cmd('DlintRestart')
    end
    t.client()
    t.wait('a problem', function()
      return #vim.diagnostic.get(0) == 1
    end)
    t.equal(t.messages, {})
  end)
  t.check('ended on purpose, nobody is told anything', function()
    vim.lsp.enable('dlint', false)
    t.rest(600)
    t.equal(t.messages, {})
  end)
end
