// Makes the npm packages: the one that people install, and one for the platform of a given program.
//
//   node packaging/npm/build.mjs OUT                       the main package
//   node packaging/npm/build.mjs OUT PLATFORM BINARY       the package of a platform, as linux-x64
//   node packaging/npm/build.mjs --platforms               which platforms there are, and what they are built for
//
// OUT gets a folder for each, ready for `npm pack` or `npm publish`. The version is that of the workspace.
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '../..')
const NAME = 'dockerfile-dlint'
const SCOPE = '@dockerfile-dlint'

// What each platform's program is built for. Linux has the static one, which runs with every libc, so npm need not ask
// which one there is.
const PLATFORMS = {
  'darwin-arm64': 'aarch64-apple-darwin',
  'darwin-x64': 'x86_64-apple-darwin',
  'linux-arm64': 'aarch64-unknown-linux-musl',
  'linux-x64': 'x86_64-unknown-linux-musl',
  'win32-x64': 'x86_64-pc-windows-msvc',
}

const version = /^version = "(.+)"$/m.exec(readFileSync(join(root, 'Cargo.toml'), 'utf8'))[1]
const shared = {
  version,
  license: 'MIT OR Apache-2.0',
  repository: { type: 'git', url: 'git+https://github.com/dlint/dlint.git' },
  homepage: 'https://github.com/dlint/dlint#readme',
}

function folder(out, name) {
  const folder = join(out, name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'bin'), { recursive: true })
  for (const license of ['LICENSE-MIT', 'LICENSE-APACHE']) cpSync(join(root, license), join(folder, license))
  return folder
}

function manifest(folder, content) {
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(content, null, 2)}\n`)
  console.log(folder)
}

function main(out) {
  const made = folder(out, NAME)
  cpSync(join(here, 'main'), made, { recursive: true })
  chmodSync(join(made, 'bin/dlint.js'), 0o755)
  manifest(made, {
    name: NAME,
    ...shared,
    description: 'A Dockerfile linter and optimizer that understands the build, and repairs what it finds',
    keywords: ['docker', 'dockerfile', 'linter', 'buildkit', 'containerfile'],
    bin: { dlint: 'bin/dlint.js' },
    files: ['bin', 'LICENSE-*'],
    engines: { node: '>=18' },
    // Exactly this version: the two are made of one source.
    optionalDependencies: Object.fromEntries(Object.keys(PLATFORMS).map((each) => [`${SCOPE}/${each}`, version])),
  })
}

function platform(out, name, binary) {
  if (!(name in PLATFORMS)) throw new Error(`there is no platform ${name}, only ${Object.keys(PLATFORMS).join(', ')}`)
  const [os, cpu] = name.split('-')
  const made = folder(out, name)
  const program = join(made, 'bin', os === 'win32' ? 'dlint.exe' : 'dlint')
  cpSync(binary, program)
  chmodSync(program, 0o755)
  writeFileSync(
    join(made, 'README.md'),
    `# ${SCOPE}/${name}\n\nThe program of [${NAME}](https://www.npmjs.com/package/${NAME}) for ${PLATFORMS[name]}. Install that one.\n`,
  )
  manifest(made, {
    name: `${SCOPE}/${name}`,
    ...shared,
    description: `The program of ${NAME} for ${PLATFORMS[name]}`,
    os: [os],
    cpu: [cpu],
    files: ['bin', 'LICENSE-*'],
    // Yarn keeps packages zipped, from which nothing can be started.
    preferUnplugged: true,
  })
}

const [out, name, binary] = process.argv.slice(2)
if (!out || (name && !binary)) {
  console.error('usage: build.mjs OUT [PLATFORM BINARY] | --platforms')
  process.exit(2)
}
if (out === '--platforms') for (const [each, target] of Object.entries(PLATFORMS)) console.log(each, target)
else if (name) platform(out, name, binary)
else main(out)
