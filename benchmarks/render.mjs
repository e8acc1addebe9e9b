// Templates -> the pages that their own engines make of them, and pairs.jsonl for `places.py --pairs`.
//
//   npm install esbuild gray-matter          and of these what is needed:
//   react react-dom | svelte | astro @astrojs/compiler | vue @vue/compiler-sfc | ejs@3 | nunjucks
//   node render.mjs react|svelte|astro|vue|ejs|nunjucks OUT ROOT FILE...
//
// Run it where the packages are installed (copy it there). What a file imports and nobody has is a stand-in: a component
// that shows what stands inside it, a function that gives nothing. ROOT is what "@/" and "~/" mean. Pages are written to
// OUT, a line for each to OUT/pairs.jsonl: the page, and the files that it was made of. Code is run: only code you trust.
import fs from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const require = createRequire(import.meta.url)
const [kind, out, root, ...files] = process.argv.slice(2)
const here = path.dirname(new URL(import.meta.url).pathname)
const failed = new Map()
let built = 0
fs.mkdirSync(out, { recursive: true })

function emit(format, html, sources) {
  if (!html.replace(/<(style|script)\b.*?<\/\1>|<[^>]*>/gs, '').trim()) throw new Error('shows nothing')
  const name = `${fs.readdirSync(out).length}-${kind}.html`
  fs.writeFileSync(path.join(out, name), html)
  const line = { format, shown: name, sources: [...new Set(sources)].filter(one => fs.existsSync(one)).map(one => path.resolve(one)) }
  fs.appendFileSync(path.join(out, 'pairs.jsonl'), JSON.stringify(line) + '\n')
}

const STAND_IN = `
const React = ${kind === 'react' ? "require('react')" : 'null'}
const made = {}
const called = (name, args) => {
  const [first, props, slots] = args
  if (first && first.push && first.component) return props?.children?.(first)            // svelte
  if (first && first.styles && first.compressHTML !== undefined) return slots?.default?.(first)   // astro
  if (React && first && Object(first) === first && !first.raw && /^[A-Z]/.test(name))
    return typeof first.children === 'function' ? null : React.createElement('div', null, first.children)
  return /^(cn|clsx|cva|twMerge|tv)$/.test(name) ? '' : any(name)
}
const any = name => made[name] ||= new Proxy(function () {}, {
  apply: (_, __, args) => called(name, args), construct: () => any(name), has: () => true,
  get: (_, key) => key === 'isAstroComponentFactory' ? true : key === Symbol.iterator ? function* () { yield any(name); yield any('set') }
    : key === Symbol.toPrimitive || key === 'toString' ? () => '' : typeof key === 'symbol' || /^(then|prototype|\\$\\$typeof|render|_render|moduleId|propagation)$/.test(key) ? undefined
    : key === 'length' ? 0 : /^(map|filter|flatMap|sort|slice)$/.test(key) ? () => [] : key === 'subscribe' ? f => (f(any(name)), () => {}) : any(String(key)) })
module.exports = Object.create(new Proxy({}, { get: (_, key) =>
  key === '__esModule' ? true : typeof key === 'symbol' ? undefined : any(key === 'default' ? 'Default' : String(key)) }))
`

// What a component may be given: for each prop a stand-in, which is true, is empty as words and holds two of its kind.
const any = new Function('require', 'module', STAND_IN + '\nreturn any')(require, {})
const GIVEN = new Proxy({}, { has: () => true, get: (_, key) => typeof key === 'symbol' || /^(\$\$|children$|class$)/.test(key) ? undefined : any(key) })

// A page without props, and one with stand-ins for all of them: what a condition hides in one, the other may show.
async function emitBoth(format, made, sources) {
  let fault, shown = 0
  for (const props of [{}, GIVEN]) {
    try { emit(format, await made(props), sources); shown++ } catch (error) { fault ??= error }
  }
  if (!shown) throw fault
}

const LOADED = {
  async svelte(file) {
    const { compile } = require('svelte/compiler')
    return [compile(fs.readFileSync(file, 'utf8'), { generate: 'server', filename: file }).js.code, 'js']
  },
  async astro(file) {
    const { transform } = await import('@astrojs/compiler')
    const made = await transform(fs.readFileSync(file, 'utf8'), { filename: file, internalURL: 'astro/compiler-runtime' })
    // What compilers of before import and the library no longer gives.
    const old = /^\s*createMetadata as \$\$createMetadata,?$/m
    return [made.code.replace(old, '') + (old.test(made.code) ? '\nfunction $$createMetadata() {}' : ''), 'ts']
  },
  async vue(file) {
    const sfc = require('@vue/compiler-sfc')
    const { descriptor: d } = sfc.parse(fs.readFileSync(file, 'utf8'), { filename: file })
    const script = d.scriptSetup || d.script ? sfc.compileScript(d, { id: 'x', inlineTemplate: !!d.scriptSetup }).content : 'export default {}'
    let code = script.replace('export default', 'const one =')
    if (d.template && !d.scriptSetup) {
      const made = sfc.compileTemplate({ source: d.template.content, filename: file, id: 'x' }).code
      code += '\n' + made.replace('export function', 'function') + '\none.render = render'
    }
    return [code + '\nexport default one', 'ts']
  },
}
const OUTSIDE = /^(react|react-dom|vue|svelte|astro)(\/|$)|^@vue\//

async function bundled(entry) {
  const plugin = {
    name: 'engine',
    setup(build) {
      build.onResolve({ filter: /.*/ }, async given => {
        if (given.pluginData === 'asked' || given.kind === 'entry-point') return
        if (/\.(s?css|sass|less|styl)(\?|$)|[?&]astro&/.test(given.path)) return { path: 'nothing', namespace: 'nothing' }
        if (OUTSIDE.test(given.path)) return { path: given.path, external: true }
        for (const wanted of [given.path, given.path.replace(/^[@~$]\w*\//, path.resolve(root) + '/'), given.path.replace(/^[@~]\//, path.resolve(root) + '/src/')]) {
          const found = await build.resolve(wanted, { resolveDir: given.resolveDir, kind: given.kind, pluginData: 'asked' })
          if (!found.errors.length && (kind === 'svelte' || !found.path.includes('node_modules'))) return found
        }
        return { path: given.path, namespace: 'stand-in' }
      })
      build.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: '' }))
      build.onLoad({ filter: /.*/, namespace: 'stand-in' }, () => ({ contents: STAND_IN, resolveDir: here }))
      build.onLoad({ filter: /\.(svelte|astro|vue)$/ }, async given => {
        const [contents, loader] = await LOADED[path.extname(given.path).slice(1)](given.path)
        return { contents, loader, resolveDir: path.dirname(given.path) }
      })
    },
  }
  const pictures = Object.fromEntries('svg png jpg jpeg webp avif ico gif woff woff2'.split(' ').map(one => [`.${one}`, 'text']))
  const made = await require('esbuild').build({
    entryPoints: [entry], bundle: true, write: false, metafile: true, platform: 'node', format: 'esm', jsx: 'automatic', logLevel: 'silent',
    conditions: ['svelte'], loader: { '.js': 'jsx', '.md': 'text', '.yaml': 'text', '.yml': 'text', ...pictures }, nodePaths: [path.join(here, 'node_modules')], plugins: [plugin],
    define: { 'import.meta.env': '{"BASE_URL":"/","SITE":"https://example.org","DEV":false,"PROD":true}' },
    banner: { js: `import { createRequire as $made } from 'node:module'; const require = $made(${JSON.stringify(import.meta.url)})` },
  })
  const code = path.join(here, `.built-${process.pid}-${built++}.mjs`)
  fs.writeFileSync(code, made.outputFiles[0].text)
  try {
    const inputs = Object.keys(made.metafile.inputs).filter(one => !/node_modules|^(stand-in|nothing):/.test(one))
    return [await import(pathToFileURL(code)), inputs]
  } finally {
    fs.unlinkSync(code)
  }
}

const RENDERED = {
  async react(file) {
    const { createElement } = require('react')
    const { renderToStaticMarkup } = require('react-dom/server')
    const [module, sources] = await bundled(file)
    let fault = new Error('shows nothing')
    for (const [name, part] of Object.entries(module).filter(([name, part]) => /^[A-Z]|^default$/.test(name) && typeof part === 'function')) {
      try {
        const props = { ...part.PreviewProps }
        const node = part.constructor.name === 'AsyncFunction' ? await part(props) : createElement(part, props)
        emit(path.extname(file).slice(1), renderToStaticMarkup(node), sources)
        fault = undefined
      } catch (error) { fault &&= error }
    }
    if (fault) throw fault
  },
  async svelte(file) {
    const [module, sources] = await bundled(file)
    const { render } = await import('svelte/server')
    await emitBoth('svelte', props => render(module.default, { props: props === GIVEN ? GIVEN : { children: () => {} } }).body, sources)
  },
  async astro(file) {
    const [module, sources] = await bundled(file)
    const { experimental_AstroContainer: Container } = await import('astro/container')
    const container = await Container.create()
    await emitBoth('astro', props => container.renderToString(module.default, { props }), sources)
  },
  async vue(file) {
    const [module, sources] = await bundled(file)
    const app = require('vue').createSSRApp(module.default, {})
    app.config.warnHandler = () => {}
    emit('vue', await require('@vue/server-renderer').renderToString(app), sources)
  },
  async ejs(file) {
    const nothing = new Proxy(function () {}, { apply: () => nothing, has: () => true, get: (_, key) =>
      key === Symbol.toPrimitive || key === 'toString' ? () => '' : key === Symbol.iterator ? function* () {} : key === 'length' ? 0 : typeof key === 'symbol' ? undefined : nothing })
    const own = /^(__\w+|escapeFn|include|rethrow|Object|Array|Math|JSON|Date|String|RegExp|Number|parseInt|undefined)$/
    const given = new Proxy({}, { has: (_, key) => typeof key === 'string' && !own.test(key), get: (_, key) => typeof key === 'symbol' ? undefined : nothing })
    const page = require('ejs').compile(fs.readFileSync(file, 'utf8'), { client: true, filename: file })
    emit('ejs', page(given, one => String(one ?? ''), () => '', error => { throw error }), [file])
  },
  async nunjucks(file) {
    const { Environment, FileSystemLoader } = require('nunjucks')
    const loader = new FileSystemLoader([path.resolve(root), path.dirname(file)])
    const [get, sources] = [loader.getSource.bind(loader), [file]]
    loader.getSource = name => { const found = get(name); if (found) sources.push(found.path); return found }
    const { content, data } = require('gray-matter')(fs.readFileSync(file, 'utf8'))
    emit('njk', new Environment(loader).renderString(content, data), sources)
  },
}

console.error = console.warn = () => {}
for (const file of files) {
  try { await RENDERED[kind](path.resolve(file)) } catch (error) {
    const why = String(error?.message ?? error).trim().split('\n').at(-1).slice(0, 120)
    failed.set(why, [...(failed.get(why) ?? []), file])
  }
}
const pages = files.length - [...failed.values()].flat().length
console.log(`${kind}: ${pages} of ${files.length} files rendered`)
for (const [why, which] of [...failed].sort((a, b) => b[1].length - a[1].length).slice(0, 8)) console.log(`  ${which.length} ${why} (${which[0]})`)
