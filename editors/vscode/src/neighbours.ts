// The other extensions for Dockerfiles, which serve some of the same features.

/** Another extension for Dockerfiles. */
export interface Neighbour {
  /** The identifier in the marketplace. */
  readonly id: string;
  /** What people call it. */
  readonly name: string;
}

/** All of them. Each starts a language server with completion, hover, symbols and the like. */
export const NEIGHBOURS: readonly Neighbour[] = [
  { id: "docker.docker", name: "Docker DX" },
  { id: "ms-azuretools.vscode-containers", name: "Container Tools" },
  { id: "ms-azuretools.vscode-docker", name: "Docker" },
];

/**
 * The ones that are there. The editor knows exactly the extensions that are enabled;
 * one that is not active yet counts, for the first Dockerfile activates it.
 */
export function neighbours(isEnabled: (id: string) => boolean): Neighbour[] {
  return NEIGHBOURS.filter((neighbour) => isEnabled(neighbour.id));
}
