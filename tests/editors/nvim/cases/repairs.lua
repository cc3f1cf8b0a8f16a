-- Fixes by hand, all of them, and on saving.
return function(t)
  --- Chooses the first action whose title has this in it.
  local titles
  vim.ui.select = function(items, opts, choose)
    titles = vim.tbl_map(function(item)
      return opts.format_item and opts.format_item(item) or item
    end, items)
    for index, title in ipairs(titles) do
      if title:find(t.wanted, 1, true) then
        return choose(items[index], index)
      end
    end
    choose(nil)
  end

  t.check('a quick fix', function()
    local text = 'FROM debian:12 AS build\nRUN true\nEXPOSE 80/TCP\nCMD true\n'
    local bufnr = t.open('quick/Dockerfile', text)
    t.client()
    t.problems(#t.findings(t.work .. '/quick/Dockerfile'))
    local found = vim.iter(vim.diagnostic.get(0)):find(function(each)
      return each.lnum == 2
    end)
    vim.api.nvim_win_set_cursor(0, { 3, found.col })
    t.wanted = 'tcp'
    vim.lsp.buf.code_action()
    t.wait('the change: ' .. vim.inspect(titles), function()
      return t.text(bufnr) == text:gsub('80/TCP', '80/tcp')
    end)
  end)
  t.check('each action is there once', function()
    local seen = {}
    for _, title in ipairs(titles) do
      assert(not seen[title], title)
      seen[title] = true
    end
  end)
  t.check('a comment that ignores a finding', function()
    vim.cmd('silent undo')
    t.wanted = 'gnore'
    vim.lsp.buf.code_action()
    t.wait('the comment', function()
      return t.text():find('ignore', 1, true)
    end)
    vim.cmd('silent undo')
  end)
  t.check('`:DlintFixAll` gives what `dlint --fix` gives, in one step', function()
    local path = t.write('all/Dockerfile', t.MISTAKES)
    local fixed = t.fixed(path)
    assert(fixed ~= t.MISTAKES)
    t.open(path)
    t.client()
    vim.cmd('DlintFixAll')
    t.equal(t.text(), fixed)
    t.equal(t.read(path), t.MISTAKES, 'the file')
    vim.cmd('silent undo')
    t.equal(t.text(), t.MISTAKES, 'after one undo')
    vim.cmd('bwipeout!')
  end)
  t.check('where there is nothing to repair, nothing happens', function()
    t.open('nothing/Dockerfile', 'FROM scratch\n')
    t.client()
    vim.cmd('DlintFixAll')
    t.equal(vim.bo.modified, false)
    t.equal(t.messages, {})
  end)
  t.check('the README and the help page show the same autocommand', function()
    local shown = t.example('editors/nvim/README.md', 'BufWritePre')
    local help = t.read(t.tests .. '/../../../editors/nvim/doc/dlint.txt')
    t.contains((help:gsub('\n    ', '\n')), shown)
  end)
  t.check('saving gives what `dlint --fix` gives, byte for byte', function()
    assert(load(t.example('editors/nvim/README.md', 'BufWritePre')))()
    local variants = {
      plain = t.MISTAKES,
      dos = (t.MISTAKES:gsub('\n', '\r\n')),
      tabs = 'FROM debian:12\nRUN true && \\\n\ttrue\nEXPOSE 80/TCP\n',
      bom = '\239\187\191FROM debian:12\nEXPOSE 80/TCP\n',
    }
    for name, text in vim.spairs(variants) do
      local path = t.write(name .. '/Dockerfile', text)
      local fixed = t.fixed(path)
      assert(fixed ~= text, name)
      t.open(path)
      t.client()
      vim.cmd('silent write')
      t.equal(t.read(path), fixed, name)
      t.equal(vim.bo.modified, false)
      local changes = vim.b.changedtick
      vim.cmd('silent write')
      t.equal(t.read(path), fixed, name .. ', the second time')
      t.equal(vim.b.changedtick, changes, name .. ': changes of the second time')
    end
  end)
  t.check('what was typed just before is saved, repaired', function()
    vim.cmd('silent edit ' .. t.work .. '/plain/Dockerfile')
    vim.api.nvim_buf_set_lines(0, 7, 8, true, { 'EXPOSE 81/UDP' })
    vim.cmd('silent write')
    local saved = t.read(t.work .. '/plain/Dockerfile')
    t.contains(saved, 'EXPOSE 81/udp')
    t.equal(saved, t.fixed(t.work .. '/plain/Dockerfile'), 'nothing is left to repair')
  end)
  t.check('without a server, saving saves', function()
    vim.lsp.enable('dlint', false)
    t.wait('the end', function()
      return #vim.lsp.get_clients() == 0
    end)
    vim.api.nvim_buf_set_lines(0, 0, 1, true, { 'FROM debian:12 as again', 'EXPOSE 81/UDP' })
    vim.cmd('silent write')
    t.contains(t.read(t.work .. '/plain/Dockerfile'), 'EXPOSE 81/UDP')
  end)
  t.check('nobody was told anything', function()
    t.equal(t.messages, {})
  end)
end
