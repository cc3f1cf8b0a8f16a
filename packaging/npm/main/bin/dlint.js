#!/usr/bin/env node
// Starts the dlint of this machine, which is in a package of its own for each platform: npm installs the one that fits,
// for they are optional dependencies. Whatever is said to this program is said to dlint, and it ends as dlint does.
'use strict'

const { spawn } = require('node:child_process')
const { constants } = require('node:os')

const SCOPE = '@dockerfile-dlint'

/** The file of dlint, or a sentence that says why there is none. */
function find() {
  const platform = `${process.platform}-${process.arch}`
  const name = `${SCOPE}/${platform}`
  const platforms = Object.keys(require('../package.json').optionalDependencies)
  if (!platforms.includes(name)) {
    const known = platforms.map((each) => each.slice(SCOPE.length + 1)).join(', ')
    return { missing: `there is no dlint for ${platform}, only for ${known}; build it with cargo` }
  }
  const program = process.platform === 'win32' ? 'dlint.exe' : 'dlint'
  try {
    return { file: require.resolve(`${name}/bin/${program}`) }
  } catch {
    return {
      missing:
        `the package ${name} is not installed, which has dlint for this platform; ` +
        'install again without --omit=optional, --no-optional or a lock file of another platform',
    }
  }
}

function fail(message) {
  process.stderr.write(`error: ${message}\n`)
  process.exitCode = 2
}

const { file, missing } = find()
if (missing) {
  fail(missing)
} else {
  const dlint = spawn(file, process.argv.slice(2), { stdio: 'inherit' })
  // A signal is for dlint. One that a terminal sends reaches both, and dlint is the one that decides.
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'].filter((name) => name in constants.signals)
  const pass = (signal) => dlint.kill(signal)
  for (const signal of signals) process.on(signal, pass)
  dlint.on('error', (error) => fail(`${file} cannot be run: ${error.message}`))
  dlint.on('exit', (status, signal) => {
    if (signal) {
      // To end as dlint ended, and not to catch it again.
      for (const each of signals) process.removeListener(each, pass)
      process.kill(process.pid, signal)
    } else {
      process.exitCode = status
    }
  })
}
