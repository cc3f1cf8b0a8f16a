-- Which files are Dockerfiles.
return function(t)
  local DOCKERFILES = {
    'Dockerfile', 'dockerfile', 'DOCKERFILE', 'Dockerfile.dev', 'Dockerfile-dev', 'Dockerfile_dev', 'app.Dockerfile',
    'app.dockerfile', 'app.DOCKERFILE', 'Containerfile', 'containerfile', 'Containerfile.dev', 'containerfile.dev',
    'Containerfile-dev', 'app.Containerfile', 'app.containerfile', '.dockerfile', 'Dockerfile.go', 'Dockerfile.php',
  }
  local OTHERS = {
    ['Dockerfile.md'] = 'markdown', ['Dockerfile.dev.md'] = 'markdown', ['Containerfile.md'] = 'markdown',
    ['Dockerfile.j2'] = 'jinja', ['Dockerfile.dockerignore'] = 'gitignore', ['Dockerfile.tpl'] = 'smarty',
    ['.dockerignore'] = 'gitignore', ['docker-compose.yml'] = 'yaml', ['README.md'] = 'markdown',
  }
  local NOTHING = { 'Dockerfiles', 'mydockerfile', 'README', 'Dockerfile.d/README' }

  t.check('each name has its filetype', function()
    for _, name in ipairs(DOCKERFILES) do
      t.equal(vim.filetype.match({ filename = '/srv/app/' .. name }), 'dockerfile', name)
    end
    for name, filetype in pairs(OTHERS) do
      t.equal(vim.filetype.match({ filename = '/srv/app/' .. name }), filetype, name)
    end
    for _, name in ipairs(NOTHING) do
      assert(vim.filetype.match({ filename = '/srv/app/' .. name }) ~= 'dockerfile', name)
    end
  end)
  t.check('the same names are Dockerfiles to dlint', function()
    local names = vim.list_extend(vim.list_extend(vim.tbl_keys(OTHERS), vim.deepcopy(NOTHING)), DOCKERFILES)
    for _, name in ipairs(names) do
      t.write('names/' .. name, 'FROM scratch\n')
    end
    local found = vim.system({ t.dlint, '--output-format', 'json', '.' }, { cwd = t.work .. '/names', text = true }):wait()
    local paths = {}
    for _, file in ipairs(vim.json.decode(found.stdout).files) do
      paths[#paths + 1] = (file.path:gsub('^%./', ''))
    end
    table.sort(paths)
    table.sort(DOCKERFILES)
    t.equal(paths, DOCKERFILES)
  end)
  t.check('the server attaches to Dockerfiles, and to nothing else', function()
    for _, name in ipairs({ 'Dockerfile', 'Dockerfile-dev', 'app.Containerfile' }) do
      local client = t.client(t.open('attach/' .. name, 'FROM scratch\n'))
      t.equal(client.name, 'dlint', name)
    end
    t.equal(#vim.lsp.get_clients(), 1, 'one server for all')
    for _, name in ipairs({ 'Dockerfile.md', 'Dockerfile.j2', 'Dockerfile.dockerignore' }) do
      local bufnr = t.open('attach/' .. name, 'FROM scratch\n')
      t.rest(200)
      t.equal(#vim.lsp.get_clients({ bufnr = bufnr }), 0, name)
    end
  end)
  t.check('nobody was told anything', function()
    t.equal(t.messages, {})
  end)
end
