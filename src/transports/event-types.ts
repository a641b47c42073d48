/**
 * The types that a lab's feeds publish, as the page knows them: an EventSource hands a named event only to who listens for
 * its name. `gap` is the notice that events are gone. A test compares them with the server's generators.
 */
export const EVENT_TYPES: readonly string[] = [
  'kick-off',
  'chance',
  'goal',
  'card',
  'substitution',
  'half-time',
  'second-half',
  'full-time',
  'quote',
  'note',
  'gap',
]
