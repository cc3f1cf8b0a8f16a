-- What Dockerfiles are called: exactly what `dlint` takes for one when it looks through a folder.

local M = {}

--- Ends of names that belong to something else, and what that is; `false` leaves it to Neovim.
local NOT = { ['.md'] = false, ['.j2'] = 'jinja', ['.tpl'] = false, ['.dockerignore'] = 'gitignore' }

--- A pattern for a word in any case.
local function any_case(word)
  return (word:gsub('%a', function(letter)
    return ('[%s%s]'):format(letter:lower(), letter:upper())
  end))
end

--- The filetype of a file whose name looks like one of a Dockerfile.
---@param path string
---@return string?
function M.filetype(path)
  local name = vim.fs.basename(path):lower()
  for ending, filetype in pairs(NOT) do
    if vim.endswith(name, ending) then
      return filetype or nil
    end
  end
  return 'dockerfile'
end

--- For `vim.filetype.add`.
function M.patterns()
  local patterns = {}
  for _, word in ipairs({ 'dockerfile', 'containerfile' }) do
    local name = any_case(word)
    for _, pattern in ipairs({ name, name .. '[._-].*', '.*%.' .. name }) do
      -- Before Neovim looks at the end of the name: `Dockerfile.go` is no Go.
      patterns[pattern] = { M.filetype, { priority = 10 } }
    end
  end
  return patterns
end

return M
