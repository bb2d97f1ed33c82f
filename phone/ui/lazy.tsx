/** @jsxImportSource preact */
// Screens that arrive after the first paint: their modules are files of ours, named by the build.
import type { ComponentChildren, ComponentType } from 'preact';
import { set } from '../state';
import { t } from '../words';

declare const ASSETS: Record<ModuleName, string>;
export type ModuleName = 'after' | 'calm' | 'declare' | 'incident' | 'es';

/** What the screens that come later give: components, and the verbs of the line. */
export interface Module {
  [component: string]: unknown;
  flush(): Promise<unknown>;
  pullIncident(id: string): Promise<unknown>;
}

const modules: Partial<Record<ModuleName, Module | null>> = {};
const loads: Partial<Record<ModuleName, Promise<Module | null>>> = {};

/** The module, or null when it is not on this phone and cannot be had. */
export function load(name: ModuleName): Promise<Module | null> {
  return (loads[name] ??= (import(ASSETS[name]) as Promise<Module>)
    .catch(() => {
      delete loads[name];
      return null;
    })
    .then((module) => {
      modules[name] = module;
      set({});
      return module;
    }));
}

interface Props {
  from: ModuleName;
  name: string;
  /** Says nothing while it is on its way. */
  quiet?: boolean;
  children?: ComponentChildren;
  [prop: string]: unknown;
}

/** A component of a module that may still be on its way. */
export function Lazy({ from, name, quiet, ...props }: Props) {
  const module = modules[from];
  if (module === undefined) void load(from);
  if (module) {
    const Part = module[name] as ComponentType<object>;
    return <Part {...props} />;
  }
  if (quiet) return null;
  return (
    <p class="note">
      {t(module === null ? 'noScreen' : 'opening')}{' '}
      {module === null && (
        <button type="button" class="button" onClick={() => void load(from)}>
          {t('tryAgain')}
        </button>
      )}
    </p>
  );
}
