/** The walk from a page's tags along its modules. */
import { expect, it } from 'vitest'
import { importMap, pageScripts } from './page-scripts.ts'

const FILES: Readonly<Record<string, string>> = {
  '/a/island.js':
    'import{a}from"./shared.js";import t from"words/x";const later=()=>import(`./later.js`);export{a}',
  '/a/renderer.js': 'import"./shared.js"',
  '/a/shared.js': 'import"./island.js";const text="from \\"./no.js\\"";export const a=text',
  '/a/later.js': 'export*from"./shared.js";import{b}from"../b/deep.js";import("./latest.js")',
  '/a/latest.js': '',
  '/b/deep.js': '',
  '/b/x.zh.js': 'import"nowhere"',
}
const read = (address: string): string => FILES[address] ?? expect.fail(`asked for ${address}`)

const ISLAND =
  '<astro-island component-url="/a/island.js" renderer-url="/a/renderer.js" props="{&quot;a&quot;:1}" client="load">'
const MAP = '<script type="importmap">{"imports":{"words/x":"/b/x.zh.js"}}</script>'

it('follows islands, scripts and the import map, and keeps apart what is imported only when something is done', () => {
  expect(pageScripts(`${MAP}${ISLAND}<script type="module" src="/b/deep.js"></script>`, read)).toEqual({
    first: ['/a/island.js', '/a/renderer.js', '/b/deep.js', '/a/shared.js', '/b/x.zh.js', 'nowhere'],
    later: ['/a/later.js', '/a/latest.js'],
  })
})

it('names a specifier that the page has no place for', () => {
  expect(pageScripts(ISLAND, read).first).toContain('words/x')
  expect(importMap(ISLAND)).toEqual({})
})

it('finds nothing in a page of prose', () => {
  expect(pageScripts('<html lang="en"><p>src="/a/island.js"</p></html>', read)).toEqual({
    first: [],
    later: [],
  })
})
