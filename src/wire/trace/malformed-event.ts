/** Thrown inside the decoder of traces for a tuple that is no event; the codec alone catches it, nobody else sees it. */
export class MalformedEvent extends Error {}
