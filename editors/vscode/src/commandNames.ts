// The commands, as `package.json` declares them.

/** All of them. */
export const COMMANDS = [
  "dlint.restart",
  "dlint.showOutput",
  "dlint.showStatus",
  "dlint.chooseServer",
  "dlint.fixAll",
  "dlint.openRulePage",
] as const;

/** One of them. */
export type CommandName = (typeof COMMANDS)[number];
