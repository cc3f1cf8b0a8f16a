-- What people are told when there is no server, and the way out. Each thing is said once.

local program = require('dlint.program')

local M = {}

local told = {} ---@type table<string, boolean>
local started = {} ---@type table<integer, boolean>
local leaving = false

vim.api.nvim_create_autocmd('VimLeavePre', {
  callback = function()
    leaving = true
  end,
})

--- Tells it once.
local function tell(text)
  if not told[text] then
    told[text] = true
    vim.notify('dlint: ' .. text .. '. `:checkhealth dlint` says more', vim.log.levels.WARN)
  end
end

--- Says why Neovim starts nothing: it is silent about a program that is not there.
function M.before_start()
  local word = program.word()
  local missing = word and program.missing(word)
  if missing then
    tell(missing)
  end
end

--- A server has answered.
---@param client vim.lsp.Client
function M.started(client)
  started[client.id] = true
  told = {}
end

--- A server has ended.
function M.ended(code, signal, id)
  local answered = started[id]
  started[id] = nil
  if leaving then
    return
  end
  -- 15 is how Neovim ends a server that does not go by itself.
  if answered and code == 0 and (signal == 0 or signal == 15) then
    return
  end
  vim.schedule(function()
    if answered then
      local how = signal ~= 0 and ('signal %d'):format(signal) or ('exit status %d'):format(code)
      -- Not only once: it may happen again.
      vim.notify(
        ('dlint: the server ended unexpectedly (%s). `:DlintRestart` starts it again, `:checkhealth dlint` says more'):format(how),
        vim.log.levels.WARN
      )
      return
    end
    local word = program.word()
    if not word then
      return tell('the server ended before it answered')
    end
    program.ask(word, function(found)
      tell(found.problem or ('`%s` ended before it answered; `:edit %s` shows what it said'):format(word, vim.lsp.log.get_filename()))
    end)
  end)
end

--- Forgets what has been told: the user wants to know again.
function M.forget()
  told = {}
end

return M
