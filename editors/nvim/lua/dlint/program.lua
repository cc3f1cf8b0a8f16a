-- The file of dlint: where it is, whether it is dlint, and how old it is.

local M = {}

--- The oldest dlint that this plugin works with.
M.MINIMUM = '0.1.0'

--- Where it says how to install and to update dlint.
M.INSTALLING = 'https://github.com/dlint/dlint/blob/main/editors/nvim/README.md#installing-dlint'

---@class dlint.Program
---@field path? string The whole path, if there is such a file.
---@field version? string What it says of itself, if it is dlint.
---@field problem? string What is wrong, why, and what to do.

--- The word that is executed, as the configuration has it; `nil` where it is a function.
---@return string?
function M.word()
  local config = vim.lsp.config.dlint
  local cmd = config and config.cmd
  return type(cmd) == 'table' and cmd[1] or nil
end

local function correct()
  return "Correct `cmd` in `vim.lsp.config('dlint', { cmd = { … } })`"
end

--- What is wrong with a word that cannot be executed.
---@param word string
---@return string?
function M.missing(word)
  if vim.fn.executable(word) == 1 then
    return nil
  end
  if not word:find('[/\\]') then
    return ('`%s` was not found: it is not in the PATH of Neovim. Install it (%s), or name its file in `vim.lsp.config(\'dlint\', { cmd = { \'/path/to/dlint\', \'lsp\' } })`')
      :format(word, M.INSTALLING)
  end
  local stat = vim.uv.fs_stat(vim.fs.normalize(word))
  if not stat then
    return ('there is no `%s`. %s'):format(word, correct())
  elseif stat.type == 'directory' then
    return ('`%s` is a folder. %s'):format(word, correct())
  end
  return ('`%s` may not be executed. Run `chmod +x` on it, or %s'):format(word, correct():gsub('^C', 'c'))
end

--- What a program that said this is.
local function judged(path, result)
  local said = vim.trim(result.stdout or '')
  local version = said:match('^dlint (%d+%.%d+%.%d+%S*)')
  if result.code ~= 0 or not version then
    local why = vim.trim(result.stderr or ''):match('[^\n]+') or said:match('[^\n]+') or 'it says nothing'
    return {
      path = path,
      problem = ('`%s` is not dlint, or does not work: asked for its version, it says `%s`. %s'):format(path, why, correct()),
    }
  end
  local problem
  if vim.version.lt(version:match('^[%d.]+'), M.MINIMUM) then
    problem = ('`%s` is dlint %s, and this plugin needs %s or newer. Update it (%s)'):format(path, version, M.MINIMUM, M.INSTALLING)
  end
  return { path = path, version = version, problem = problem }
end

--- Asks a program what it is. Without `callback` it waits for the answer.
---@param word string
---@param callback? fun(program: dlint.Program)
---@return dlint.Program?
function M.ask(word, callback)
  local missing = M.missing(word)
  local path = vim.fn.exepath(word)
  local function ask()
    if missing then
      return { problem = missing }
    end
    local ok, running = pcall(vim.system, { path, '--version' }, { text = true, timeout = 5000 }, callback and function(result)
      vim.schedule(function()
        callback(judged(path, result))
      end)
    end)
    if not ok then
      return { path = path, problem = ('`%s` cannot be executed: %s. %s'):format(path, running, correct()) }
    end
    return not callback and judged(path, running:wait()) or nil
  end
  local program = ask()
  if callback and program then
    callback(program)
  end
  return program
end

return M
