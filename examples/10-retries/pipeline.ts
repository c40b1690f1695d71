import { context, dag, python, type Tasks, task } from '@taskloom/sdk';

interface Rates {
  usd: number;
  attempts: number;
}

class RateLimited extends Error {
  override readonly name = 'RateLimited';
}

/** Seconds in real life. The longest wait makes the backoff of this example as short as it says. */
const PATIENT = { retries: 4, retryDelay: '10ms', retryExponentialBackoff: true, maxRetryDelay: '20ms' } as const;

@dag()
export class Retries {
  /** A service that refuses the first two requests, and that says why. */
  @task({ ...PATIENT, retryPolicy: [{ on: 'RateLimited', action: 'retry' }] })
  fetchRates(): Rates {
    const { attempt } = context();
    if (attempt < 3) throw new RateLimited(`Too many requests, come back later (attempt ${attempt}).`);
    return { usd: 1.25, attempts: attempt };
  }

  /** A command that asks by its exit code to be tried again. */
  @task.bash()
  lock(): string {
    return context().attempt === 1 ? 'echo "somebody else has the lock"; exit 75' : 'echo "locked"';
  }

  /** Prices that are wrong stay wrong: this failure is not worth another attempt. */
  @task.virtualenv({ ...PATIENT, retryPolicy: [{ on: ['ValueError', 'KeyError'], action: 'fail' }] })
  convert(price: string, rates: Rates): number {
    return python`return round(float(${price}) * ${rates}["usd"], 2)`;
  }

  @task({ triggerRule: 'all_done' })
  report(lock: string, rates: Rates, prices: number[]): string {
    return `${lock}; the rates came at attempt ${rates.attempts}; ${prices.length} prices: ${prices.join(', ')}`;
  }

  flow({ fetchRates, lock, convert, report }: Tasks<Retries>) {
    const rates = fetchRates();
    const patientLock = lock.override({ ...PATIENT, retryPolicy: [{ on: 'exit:75', action: 'retry', delay: '5ms' }] });
    const prices = convert.expand(['12.00', 'a dozen', '4.40'], [rates]);
    return report(patientLock(), rates, prices);
  }
}
