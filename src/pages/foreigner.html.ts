/** `/foreigner.html`: the document of the sandboxed iframe; no page of the site, and in no language. */
import { foreignDocument } from '../figures/cross-origin/foreign-page.ts'

export function GET(): Response {
  return new Response(foreignDocument(), { headers: { 'Content-Type': 'text/html; charset=utf-8' } })
}
