/** What a page of another site takes in to show one figure: what `/teach/` tells to copy, and what a test copies. */
export const EMBED_SNIPPET = `<iframe class="comet" src="https://comet.example/embed/two-polls/"
  title="Short and long polling of one match" width="100%" height="800" style="border: 0"></iframe>
<script>
  addEventListener('message', ({ source, data }) => {
    for (const frame of document.querySelectorAll('iframe.comet'))
      if (frame.contentWindow === source && data?.comet === 'height') frame.height = data.height
  })
</script>`
