/** Documents that figures put into frames, `/foreigner.html` say: no pages of the site, and in no language. */
import { DOCUMENTS } from '../figures/lookup.ts'

export function getStaticPaths() {
  return DOCUMENTS.map(([document, write]) => ({ params: { document }, props: { text: write() } }))
}

export function GET({ props }: { readonly props: { readonly text: string } }): Response {
  return new Response(props.text, { headers: { 'Content-Type': 'text/html; charset=utf-8' } })
}
