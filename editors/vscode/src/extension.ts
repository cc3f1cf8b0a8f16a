// Starts and ends with the editor; everything else is elsewhere.

import { type ExtensionContext, extensions, window, workspace } from "vscode";

import { register, take, type Parts } from "./commands";
import { isOurs } from "./files";
import { Session } from "./session";
import { StatusItem } from "./statusItem";

let session: Session | undefined;

/** Is called for the first Dockerfile. */
export function activate(context: ExtensionContext): void {
  const output = window.createOutputChannel("dlint", { log: true });
  const failed = (error: unknown) => output.error(error instanceof Error ? error : String(error));
  session = new Session(output, context.extensionUri.fsPath, (way) => void take(way, parts).catch(failed));
  const parts: Parts = { session, status: new StatusItem(session), output };
  const reconsider = () => parts.session.reconsider();
  context.subscriptions.push(
    output,
    parts.session,
    parts.status,
    ...register(parts),
    workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("dlint") && reconsider()),
    workspace.onDidGrantWorkspaceTrust(reconsider),
    workspace.onDidChangeWorkspaceFolders(reconsider),
    extensions.onDidChange(reconsider),
    // What was not there may have been installed since.
    window.onDidChangeWindowState((window) => window.focused && parts.session.retry()),
    workspace.onDidOpenTextDocument((document) => isOurs(document) && parts.session.retry()),
  );
  void parts.session.restart("by itself");
}

/** Is called when the editor closes, or the extension is switched off. */
export async function deactivate(): Promise<void> {
  await session?.stop();
}
