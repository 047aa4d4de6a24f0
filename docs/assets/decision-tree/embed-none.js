/** In an embed, in the place of a part that its tree has no use for. */

export const NONE = null;
