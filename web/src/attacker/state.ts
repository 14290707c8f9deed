// What the session remembers of the scenes, and the walk through them.

import type { Exchange } from "../journal/journal.js";
import type { Session, Walk } from "../session.js";

export interface SceneState {
  protection: boolean;
  /** The play that goes on; undefined before its first act. */
  play?: AsyncGenerator<undefined, void>;
  /** The version of the PIM that it is played with. */
  version?: string;
  /** What was sent in each act that was played. */
  acts: (readonly Exchange[])[];
  over: boolean;
  failed: boolean;
  /** An act is being played. */
  busy: boolean;
  /** Whether it was ever played to its end. */
  seen: boolean;
}

export function sceneOf(session: Session, id: string): SceneState {
  const scenes = (session.scenes ??= new Map());
  let scene = scenes.get(id);
  if (!scene) {
    scene = { protection: true, acts: [], over: false, failed: false, busy: false, seen: false };
    scenes.set(id, scene);
  }
  return scene;
}

/** Sets a scene back to before its first act. */
export function rewind(scene: SceneState): void {
  delete scene.play;
  delete scene.version;
  Object.assign(scene, { acts: [], over: false, failed: false });
}

export const attackerWalk: Walk = {
  done: (session) => new Set([...(session.scenes ?? [])].filter(([, { seen }]) => seen).map(([id]) => id)),
};
