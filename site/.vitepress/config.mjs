import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { instance } from '@viz-js/viz'
import { defineConfig } from 'vitepress'

const root = fileURLToPath(new URL('../..', import.meta.url))

// Page of the repository, to which links to its sources lead; empty until a release is prepared.
const repository = /^owner\.page=(.*)$/m.exec(readFileSync(join(root, 'owner.properties'), 'utf8'))?.[1] ?? ''

const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'CODE_OF_CONDUCT.md', 'SECURITY.md']
const inReference = readdirSync(join(root, 'module-info-docs')).filter((name) => /^[A-Z]+\.md$/.test(name))
const isPage = (path) =>
  pages.includes(path) ||
  ((path.startsWith('docs/') || /^module-info-docs\/[A-Z]+\.md$/.test(path)) && path.endsWith('.md'))

// Pages are read from a copy in this directory, as those elsewhere would not find its modules.
const copies = fileURLToPath(new URL('../pages', import.meta.url))
rmSync(copies, { recursive: true, force: true })
for (const page of [...pages, 'docs', ...inReference.map((name) => join('module-info-docs', name))]) {
  cpSync(join(root, page), join(copies, page), { recursive: true })
}

// Graphs are drawn when the site is built: the edges of Mermaid's notation, laid out by Graphviz.
const viz = await instance()
function graphs(md) {
  const fence = md.renderer.rules.fence
  md.renderer.rules.fence = (tokens, i, ...rest) => {
    if (tokens[i].info !== 'mermaid') return fence(tokens, i, ...rest)
    const edges = [...tokens[i].content.matchAll(/^ *(\S+) (-->|-\.->) (\S+)$/gm)].map(
      ([, from, arrow, to]) => `"${from}" -> "${to}" [style=${arrow === '-->' ? 'solid' : 'dashed'}]`,
    )
    const svg = viz.renderString(
      `digraph {
        rankdir=LR; bgcolor=transparent; nodesep=0.2; ranksep=0.7
        node [shape=box, style=rounded, margin="0.25,0.1", fontname="sans-serif", fontsize=11]
        edge [arrowsize=0.7]
        ${edges.join('\n')}
      }`,
      { format: 'svg' },
    )
    return `<div class="graph" v-pre>${svg.slice(svg.indexOf('<svg'))}</div>`
  }
}

// Links are written for a reader of the repository. Here, those to files that are no page lead to the repository.
function links(md) {
  md.core.ruler.push('repository_links', (state) => {
    for (const block of state.tokens) {
      const children = block.children ?? []
      children.forEach((token, i) => {
        if (token.type !== 'link_open') return
        const href = token.attrGet('href')
        if (/^([a-z]+:|#)/.test(href)) return
        const [path, anchor] = href.split('#')
        const from = state.env.relativePath === 'index.md' ? 'README.md' : state.env.relativePath
        const target = normalize(join(dirname(from), path)).replace(/\/$/, '')
        if (!existsSync(join(root, target))) throw new Error(`${from} links to ${target}, which does not exist`)
        if (isPage(target)) {
          token.attrSet('href', href.replace(/README\.md/, target === 'README.md' ? 'index.md' : 'README.md'))
        } else if (repository) {
          token.attrSet('href', `${repository}/blob/main/${target}${anchor ? '#' + anchor : ''}`)
        } else {
          const close = children.findIndex((other, j) => j > i && other.type === 'link_close')
          token.type = token.tag = 'span'
          token.type = 'span_open'
          token.attrs = [['title', target]]
          children[close].type = 'span_close'
          children[close].tag = 'span'
        }
      })
    }
  })
}

const guide = (text, name) => ({ text, link: `/docs/guides/${name}` })
const page = (text, name) => ({ text, link: `/docs/${name}` })

// Javadoc and KDoc, where the build made them before.
const target = join(root, 'module-info-docs/target')
const generated = [
  ['Javadoc', 'javadoc'],
  ['Javadoc of the test kit', 'javadoc-testkit'],
  ['KDoc', 'kdoc'],
].filter(([, name]) => existsSync(join(target, name)))

export default defineConfig({
  title: 'saigon',
  description: 'AWS identity, secrets and storage for Vert.x, in Java and Kotlin',
  srcDir: 'pages',
  rewrites: { 'README.md': 'index.md' },
  outDir: '../module-info-docs/target/site',
  cacheDir: '../module-info-docs/target/site-cache',
  base: process.env.SITE_BASE ?? '/',
  // Without one, browsers look for /favicon.ico.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  cleanUrls: false,
  lastUpdated: false,
  markdown: {
    config: (md) => {
      links(md)
      graphs(md)
    },
  },
  buildEnd: (site) => generated.forEach(([, name]) => cpSync(join(target, name), join(site.outDir, name), { recursive: true })),
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Start', link: '/docs/guides/start' },
      { text: 'Guides', link: '/docs/guides/README' },
      { text: 'Reference', link: '/docs/options' },
      ...generated.map(([text, name]) => ({ text, link: `/${name}/index.html`, target: '_self' })),
    ],
    socialLinks: repository ? [{ icon: 'github', link: repository }] : [],
    sidebar: [
      {
        text: 'Guides',
        items: [
          guide('Start', 'start'),
          guide('Log-in, sessions and tokens', 'identity'),
          guide('Browsers, machines and other issuers', 'browsers-and-machines'),
          guide('Signed calls', 'signed-calls'),
          guide('Vaults and rotation', 'vaults'),
          guide('Configuration', 'configuration'),
          guide('PostgreSQL pools', 'pools'),
          guide('S3 and archives', 'storage'),
          guide('Any AWS client on Vert.x', 'aws-clients'),
          guide('Kotlin', 'kotlin'),
        ],
      },
      {
        text: 'Testing',
        items: [
          guide('A local AWS', 'local-aws'),
          guide('On its own, and as an image', 'local-aws-standalone'),
          guide('In Python, JavaScript, Go and others', 'local-aws-languages'),
        ],
      },
      {
        text: 'Running it',
        items: [guide('Deploying', 'deploying'), guide('Operating', 'operating'), guide('Security', 'security'), guide('Writing a provider', 'providers')],
      },
      {
        text: 'Coming from',
        items: [
          guide('the Python library', 'from-python'),
          guide('Spring Cloud AWS', 'from-spring-cloud-aws'),
          guide('the bare AWS SDK', 'from-aws-sdk'),
          guide("Vert.x's own auth", 'from-vertx-auth'),
          guide('moto and LocalStack', 'from-moto'),
        ],
      },
      {
        text: 'Reference',
        items: [
          page('Log-ins by the settings of a pool', 'log-ins'),
          page('Options', 'options'),
          page('Mistakes, and what you see', 'mistakes'),
          page('AWS settings', 'settings'),
          page('Permissions', 'permissions'),
          page('Timeouts, retries, caches and limits', 'limits'),
          page('Metrics', 'metrics'),
          page('Logs', 'logs'),
          page('Limits of the local AWS', 'local-aws'),
          page('Versions', 'versions'),
          page('Dependencies', 'dependencies'),
          page('Speed on JDK 17', 'speed-jdk17'),
          page('Speed on JDK 25', 'speed-jdk25'),
          { text: 'Modules', link: '/module-info-docs/README' },
          { text: 'Packages', link: '/module-info-docs/PACKAGES' },
          { text: 'Four calls through the code', link: '/module-info-docs/WALK' },
        ],
      },
      {
        text: 'Project',
        items: [
          { text: 'Contributing', link: '/CONTRIBUTING' },
          { text: 'Changelog', link: '/CHANGELOG' },
          { text: 'Security policy', link: '/SECURITY' },
        ],
      },
    ],
  },
})
