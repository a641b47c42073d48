/**
 * `<comet-goals>`: a list of goals, ticked when the reader's own live traffic shows them. Never by a recorded run.
 * A custom element over server-rendered HTML: without script it reads as a list of things to try.
 * `src/components/Goals.astro` renders exactly this and imports this file and `goals.css` in its `<script>`:
 *
 *   <comet-goals data-scenes="two-polls the-gap">
 *     <ul class="goals-list"><li data-check="{GoalName}"><span class="goal-words">…</span></li> …</ul>
 *     <p class="goals-status" role="status"></p>
 *   </comet-goals>
 *
 * In MDX: `<Goals scenes={["two-polls"]}><Goal check="first-live-event">…</Goal></Goals>`; names are the keys of `goal-checks.ts`.
 */
