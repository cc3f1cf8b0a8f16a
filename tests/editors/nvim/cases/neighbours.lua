-- Beside Docker's servers, nothing is there twice.
return function(t)
  local TEXT = 'FROM debian:12 AS build\nRUN true\nFROM scratch\nCOPY --from=build /a /b\nMAINTAINER x\n\n'
  local SERVER = t.cache .. '/server/node_modules/.bin/docker-langserver'

  --- Those who answer a question about a place.
  local function answering(method, line, column)
    local params = {
      textDocument = { uri = vim.uri_from_bufnr(0) },
      position = { line = line, character = column },
      context = method == 'completion' and { triggerKind = 1 } or { includeDeclaration = true },
    }
    local names = {}
    for id, answer in pairs(vim.lsp.buf_request_sync(0, 'textDocument/' .. method, params, 3000) or {}) do
      if answer.result and answer.result ~= vim.NIL and next(answer.result) then
        names[#names + 1] = vim.lsp.get_client_by_id(id).name
      end
    end
    table.sort(names)
    return names
  end

  --- Whose completions are in the menu behind `WORK`, as somebody who types it sees it.
  local function offering()
    vim.api.nvim_buf_set_lines(0, 5, 6, true, { 'WORK' })
    vim.api.nvim_win_set_cursor(0, { 6, 3 })
    vim.bo.omnifunc = 'v:lua.vim.lsp.omnifunc'
    vim.o.completeopt = 'menuone,noinsert'
    local items = {}
    local look = vim.api.nvim_create_autocmd('CompleteChanged', {
      callback = function()
        items = vim.fn.complete_info({ 'items' }).items
      end,
    })
    vim.defer_fn(function()
      vim.api.nvim_feedkeys(vim.keycode('<Esc>'), 't', false)
    end, 800)
    -- With `!`, it goes on typing until it is told to stop.
    vim.api.nvim_feedkeys(vim.keycode('A<C-x><C-o>'), 'tx!', false)
    vim.api.nvim_del_autocmd(look)
    vim.api.nvim_buf_set_lines(0, 5, 6, true, { '' })
    local names = {}
    for _, item in ipairs(items) do
      names[vim.lsp.get_client_by_id(item.user_data.nvim.lsp.client_id).name] = true
    end
    return vim.tbl_keys(names)
  end

  local path = t.write('app/Dockerfile', TEXT)
  vim.lsp.config('dockerls', { cmd = { SERVER, '--stdio' }, filetypes = { 'dockerfile' }, root_markers = { 'Dockerfile' } })

  t.check('alone, dlint serves everything', function()
    t.open(path)
    t.client()
    for _, each in ipairs({ { 'hover', 0, 1 }, { 'definition', 3, 12 }, { 'references', 3, 12 }, { 'documentSymbol', 0, 0 }, { 'foldingRange', 0, 0 }, { 'completion', 5, 0 } }) do
      t.equal(answering(unpack(each)), { 'dlint' }, each[1])
    end
    t.equal(offering(), { 'dlint' }, 'the menu')
  end)
  t.check('dockerls comes, and has what it offers for itself; what it does not, stays', function()
    vim.lsp.enable('dockerls')
    t.client(0, 'dockerls')
    t.rest()
    for _, each in ipairs({ { 'hover', 0, 1 }, { 'definition', 3, 12 }, { 'documentHighlight', 3, 12 }, { 'documentSymbol', 0, 0 }, { 'completion', 5, 0 }, { 'signatureHelp', 3, 5 } }) do
      local names = answering(unpack(each))
      assert(not vim.tbl_contains(names, 'dlint') and #names <= 1, each[1] .. vim.inspect(names))
    end
    t.equal(answering('hover', 0, 1), { 'dockerls' })
    t.equal(offering(), { 'dockerls' }, 'the menu')
    t.equal(answering('references', 3, 12), { 'dlint' })
    t.equal(t.client():supports_method('textDocument/rename'), false)
    t.equal(t.client():supports_method('textDocument/codeAction'), true)
  end)
  t.check('`K` shows one text', function()
    vim.api.nvim_win_set_cursor(0, { 1, 1 })
    vim.lsp.buf.hover()
    local text = t.wait('the window', function()
      for _, window in ipairs(vim.api.nvim_list_wins()) do
        if vim.api.nvim_win_get_config(window).relative ~= '' then
          local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true)
          vim.api.nvim_win_close(window, true)
          return table.concat(lines, '\n')
        end
      end
    end)
    assert(not text:find('dlint'), text)
  end)
  t.check("each of dlint's problems is there once, and dockerls shows its own beside them", function()
    local expected = t.findings(path)
    t.wait('both', function()
      return #vim.diagnostic.get(0) > #expected
    end)
    local own = vim.tbl_filter(function(each)
      return each.source == 'dlint'
    end, vim.diagnostic.get(0))
    t.equal(t.places(own), expected)
  end)
  t.check('the lines of the README silence what both say of `MAINTAINER`', function()
    local function said()
      return #vim.tbl_filter(function(each)
        return each.lnum == 4 and each.source ~= 'dlint'
      end, vim.diagnostic.get(0))
    end
    t.wait('its word', function()
      return said() == 1
    end)
    assert(load(t.example('editors/nvim/README.md', 'deprecatedMaintainer')))()
    local client = t.client(0, 'dockerls')
    client.settings = vim.lsp.config.dockerls.settings
    client:notify('workspace/didChangeConfiguration', { settings = client.settings })
    t.wait('silence', function()
      return said() == 0
    end)
    t.rest()
    t.equal(said(), 0)
  end)
  t.check('`:DlintInfo` says what is left to it', function()
    vim.cmd('DlintInfo')
    t.contains(t.told(), 'left to dockerls: completion, folding, hover, links, navigation, rename, signatureHelp, symbols')
  end)
  t.check('dockerls goes, and dlint takes over', function()
    vim.lsp.enable('dockerls', false)
    t.wait('its end', function()
      return #vim.lsp.get_clients({ name = 'dockerls' }) == 0
    end)
    t.rest()
    for _, each in ipairs({ { 'hover', 0, 1 }, { 'definition', 3, 12 }, { 'references', 3, 12 }, { 'completion', 5, 0 } }) do
      t.equal(answering(unpack(each)), { 'dlint' }, each[1])
    end
  end)
  t.check('dockerls crashes, and dlint takes over', function()
    vim.lsp.enable('dockerls')
    local client = t.client(0, 'dockerls')
    t.rest()
    t.equal(answering('hover', 0, 1), { 'dockerls' })
    client.rpc.terminate()
    t.wait('its end', function()
      return #vim.lsp.get_clients({ name = 'dockerls' }) == 0
    end)
    t.rest()
    t.equal(answering('hover', 0, 1), { 'dlint' })
    t.told()
  end)
  t.check('both from the beginning: dlint never says that it has a hover', function()
    vim.lsp.enable({ 'dlint', 'dockerls' }, false)
    t.wait('the end', function()
      return #vim.lsp.get_clients() == 0
    end)
    t.rest()
    require('dlint.neighbours').forget()
    local offered
    vim.api.nvim_create_autocmd('LspAttach', { callback = function(event)
      local client = assert(vim.lsp.get_client_by_id(event.data.client_id))
      if client.name == 'dlint' then
        offered = client:supports_method('textDocument/hover')
        return true
      end
    end })
    vim.lsp.enable({ 'dlint', 'dockerls' })
    t.client(0, 'dlint')
    t.client(0, 'dockerls')
    t.equal(offered, false)
    t.rest()
    t.equal(answering('hover', 0, 1), { 'dockerls' })
  end)
  t.check('a feature that is `true` is kept', function()
    vim.lsp.config('dlint', { settings = { dlint = { features = { hover = true } } } })
    vim.cmd('DlintRestart')
    t.client()
    t.rest()
    t.equal(answering('hover', 0, 1), { 'dlint', 'dockerls' })
    t.equal(answering('definition', 3, 12), { 'dockerls' })
  end)
  t.check("BuildKit's own checks are left to docker_language_server, if there is a docker", function()
    vim.lsp.enable('dockerls', false)
    local count = #t.findings(t.write('checks/Dockerfile', 'FROM debian:12\nWORKDIR src\nMAINTAINER x\n'))
    t.open(t.work .. '/checks/Dockerfile')
    t.client()
    local with = t.problems(count)
    -- It is played by the other one: the name counts.
    vim.lsp.config('docker_language_server', { cmd = { SERVER, '--stdio' }, filetypes = { 'dockerfile' }, root_markers = { 'Dockerfile' } })
    local function own()
      return t.places(vim.tbl_filter(function(each)
        return each.source == 'dlint'
      end, vim.diagnostic.get(0)))
    end
    if vim.fn.executable('docker') == 0 then
      vim.lsp.enable('docker_language_server')
      t.client(0, 'docker_language_server')
      t.rest(600)
      t.equal(own(), with, 'without a docker')
      vim.lsp.enable('docker_language_server', false)
      t.wait('its end', function()
        return #vim.lsp.get_clients({ name = 'docker_language_server' }) == 0
      end)
      t.rest()
    end
    local path_of_old = vim.env.PATH
    vim.env.PATH = vim.fs.dirname(t.script('docker/docker', { 'exit 0' })) .. ':' .. path_of_old
    vim.lsp.enable('docker_language_server')
    t.client(0, 'docker_language_server')
    t.wait('fewer of them', function()
      return #own() < #with
    end)
    vim.cmd('DlintInfo')
    t.contains(t.told(), "left to docker_language_server: BuildKit's own checks")
    t.equal(t.client():supports_method('textDocument/hover'), true)
    vim.lsp.enable('docker_language_server', false)
    t.wait('all of them', function()
      return vim.deep_equal(own(), with)
    end)
  end)
end
