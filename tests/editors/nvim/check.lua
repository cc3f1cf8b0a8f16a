-- Runs one case inside of Neovim, and says how it went. See README.md.

local tests, case = vim.env.DLINT_TESTS, vim.env.DLINT_CASE
local t = { dlint = vim.env.DLINT, work = vim.env.DLINT_WORK, cache = vim.env.DLINT_CACHE, tests = tests, messages = {} }

--- A Dockerfile with many mistakes: of each severity, beside an emoji, in a blank line, with and without repairs.
t.MISTAKES = [[
FROM debian:latest as Build
MAINTAINER Ada <ada@example.org>
WORKDIR src
RUN apt-get update && \

    apt-get install curl
RUN echo "🐳" && cd /tmp
ADD app.py /app/
EXPOSE 80/TCP
COPY --chwon=app a b

FROM scratch
COPY --from=Build /app /app
ENTRYPOINT ["/app/run"]
CMD ['x']
CMD ["y"]
]]

local passed = 0

--- What people are told.
vim.notify = function(text)
  t.messages[#t.messages + 1] = text
end
vim.notify_once = vim.notify

local function say(text)
  io.stdout:write(text .. '\n')
  io.stdout:flush()
end

--- One thing that has to hold. The first one that does not ends the case: the others build on it.
function t.check(what, look)
  local before = vim.uv.hrtime()
  local ok, problem = xpcall(look, debug.traceback)
  if not ok then
    say(('  FAILED  %s\n%s'):format(what, problem))
    say('  told: ' .. vim.inspect(t.messages))
    vim.cmd('cquit 1')
  end
  passed = passed + 1
  say(('  ok      %s (%.1f s)'):format(what, (vim.uv.hrtime() - before) / 1e9))
end

function t.equal(found, expected, what)
  if not vim.deep_equal(found, expected) then
    error(('%s: found %s, expected %s'):format(what or 'not equal', vim.inspect(found), vim.inspect(expected)), 2)
  end
end

--- Waits until something holds, and hands back what it was.
function t.wait(what, look, timeout)
  local result
  local ok = vim.wait(timeout or 5000, function()
    result = look()
    return result
  end, 20)
  if not ok then
    error('waited in vain: ' .. what, 2)
  end
  return result
end

--- Nothing happens for a while.
function t.rest(milliseconds)
  vim.wait(milliseconds or 300)
end

function t.write(path, text)
  path = path:match('^/') and path or vim.fs.joinpath(t.work, path)
  vim.fn.mkdir(vim.fs.dirname(path), 'p')
  local file = assert(io.open(path, 'wb'))
  file:write(text)
  file:close()
  return path
end

function t.read(path)
  local file = assert(io.open(path, 'rb'))
  local text = file:read('*a')
  file:close()
  return text
end

--- A script that stands in for dlint.
function t.script(name, lines)
  local path = t.write(name, '#!/bin/sh\n' .. table.concat(lines, '\n') .. '\n')
  vim.uv.fs_chmod(path, 493)
  return path
end

function t.open(path, text)
  if text then
    path = t.write(path, text)
  end
  vim.cmd.edit(vim.fn.fnameescape(path))
  return vim.api.nvim_get_current_buf()
end

function t.text(bufnr)
  return table.concat(vim.api.nvim_buf_get_lines(bufnr or 0, 0, -1, true), '\n') .. '\n'
end

--- The server of a buffer, as soon as it is there.
function t.client(bufnr, name)
  return t.wait('a server', function()
    local client = vim.lsp.get_clients({ bufnr = bufnr or 0, name = name or 'dlint' })[1]
    return client and client.initialized and client
  end)
end

--- The problems that are shown, as `line:column code`, as soon as they are as many.
function t.problems(count, bufnr)
  local found
  local ok = pcall(t.wait, 'problems', function()
    found = vim.diagnostic.get(bufnr or 0)
    return #found == count
  end)
  if not ok then
    error(('%d problems, and not %d'):format(#found, count), 2)
  end
  t.rest(200)
  return t.places(vim.diagnostic.get(bufnr or 0))
end

function t.places(diagnostics)
  local places = {}
  for _, each in ipairs(diagnostics) do
    places[#places + 1] = ('%d:%d %s'):format(each.lnum + 1, each.col, each.code)
  end
  table.sort(places)
  return places
end

--- What dlint says of a file on the command line, in the same words.
function t.findings(path)
  local result = vim.system({ t.dlint, '--output-format', 'json', path }, { cwd = vim.fs.dirname(path), text = true }):wait()
  local findings, starts = {}, { 0 }
  for ending in t.read(path):gmatch('()\n') do
    starts[#starts + 1] = ending
  end
  for _, file in ipairs(vim.json.decode(result.stdout).files) do
    for _, each in ipairs(file.findings) do
      -- Columns are counted in characters there, and in bytes here.
      local line = each.start.line
      findings[#findings + 1] = ('%d:%d %s'):format(line, each.start.offset - starts[line], each.code)
    end
  end
  table.sort(findings)
  return findings
end

--- What `dlint --fix` makes of a file; the file stays as it is.
function t.fixed(path)
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder, 'p')
  for name, kind in vim.fs.dir(vim.fs.dirname(path)) do
    if kind == 'file' then
      vim.uv.fs_copyfile(vim.fs.joinpath(vim.fs.dirname(path), name), vim.fs.joinpath(folder, name))
    end
  end
  local copy = vim.fs.joinpath(folder, vim.fs.basename(path))
  vim.system({ t.dlint, '--fix', '--quiet', copy }, { cwd = folder }):wait()
  return t.read(copy)
end

--- The first example in a document that has this word in it.
function t.example(document, word, language)
  local text = t.read(vim.fs.joinpath(tests, '../../..', document))
  for block in text:gmatch('\n```' .. (language or 'lua') .. '\n(.-)\n```') do
    if block:find(word, 1, true) then
      return block
    end
  end
  error(('%s has no example with `%s`'):format(document, word))
end

--- Kills the servers that run a file, without a word.
function t.kill(file)
  file = vim.uv.fs_realpath(file)
  local killed = 0
  -- Only those that this Neovim has started.
  for _, pid in ipairs(vim.api.nvim_get_proc_children(vim.uv.os_getpid())) do
    if vim.uv.fs_readlink('/proc/' .. pid .. '/exe') == file then
      vim.uv.kill(pid, 'sigkill')
      killed = killed + 1
    end
  end
  assert(killed > 0, 'there was none')
end

--- What has been told since the last time, in one text.
function t.told()
  local text = table.concat(t.messages, '\n')
  t.messages = {}
  return text
end

function t.contains(text, part)
  if not text:find(part, 1, true) then
    error(('`%s` is not in: %s'):format(part, text), 2)
  end
end

--- What a command writes into its own window.
function t.page(command)
  vim.cmd(command)
  local text = t.text()
  vim.cmd('silent! bwipeout!')
  return text
end

-- As if a user did it: after Neovim has started.
vim.api.nvim_create_autocmd('VimEnter', {
  callback = vim.schedule_wrap(function()
    say('\n' .. case)
    local run = assert(loadfile(vim.fs.joinpath(tests, 'cases', case .. '.lua')))()
    local ok, problem = xpcall(run, debug.traceback, t)
    if not ok then
      say('  FAILED  (outside of a check)\n' .. problem)
      vim.cmd('cquit 1')
    end
    say(('  %d checks passed'):format(passed))
    vim.cmd('qall!')
  end),
})
