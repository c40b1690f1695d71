import { dag, python, type Run, type Tasks, task } from '@taskloom/sdk';
import { z } from 'zod';

const Trip = z.object({ to: z.string().min(1), km: z.number().positive() });

/** What a run can be given. Everything has a default, and nothing is converted: "12" is no number. */
const Params = z.object({
  trips: z
    .array(Trip)
    .min(1)
    .default([
      { to: 'Bergen', km: 463 },
      { to: 'Lillehammer', km: 167 },
    ]),
  gramsPerKm: z.int().min(1).max(500).default(120),
  currency: z.enum(['NOK', 'EUR']).default('NOK'),
});
type Params = z.infer<typeof Params>;

/** Of a tonne of carbon dioxide. */
const PRICES = { NOK: 1000, EUR: 85 };

@dag({ params: Params })
export class TripCosts {
  @task.virtualenv()
  emit(km: number, gramsPerKm: number): number {
    return python`return ${km} * ${gramsPerKm} / 1000`;
  }

  @task()
  price(to: string, kg: number, currency: Params['currency']): string {
    return `${to}: ${kg.toFixed(1)} kg, ${((kg / 1000) * PRICES[currency]).toFixed(2)} ${currency}`;
  }

  flow({ emit, price }: Tasks<TripCosts>, { params }: Run<Params>) {
    return params.trips.map(({ to, km }) => price(to, emit(km, params.gramsPerKm), params.currency));
  }
}
