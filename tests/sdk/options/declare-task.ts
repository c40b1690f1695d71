/** A DAG with one task, `work`, under the decorator that a test looks at. */
import { dag } from '@taskloom/sdk';
import { type DagDefinition, describeDag } from '@taskloom/sdk/internal';
import type { CallForm } from '../decorators/call-forms.js';
import { CALL_FORMS } from '../decorators/call-forms.js';

const [standard] = CALL_FORMS as readonly [CallForm, ...CallForm[]];

/** @param dagOptions the options of `@dag` */
export function declareTask(
  decorator: Parameters<CallForm['onMethod']>[2],
  dagOptions?: Parameters<typeof dag>[0],
): DagDefinition {
  class Options {
    work(): void {}
    flow({ work }: { readonly work: () => void }) {
      work();
    }
  }
  standard.onMethod(Options, 'work', decorator);
  standard.onClass(Options, dag(dagOptions));
  return describeDag(Options);
}
