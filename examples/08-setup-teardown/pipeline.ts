import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chain, dag, python, scoped, type Tasks, task, text } from '@taskloom/sdk';

interface Sale {
  item: string;
  cents: number;
}

@dag()
export class SetupTeardown {
  @task.setup()
  createFolder(): string {
    return mkdtempSync(join(tmpdir(), 'sales-'));
  }

  @task()
  readSales(): Sale[] {
    return [
      { item: 'apples', cents: 420 },
      { item: 'refund', cents: -120 },
    ];
  }

  @task.virtualenv()
  createTable(path: string): void {
    return python`
      import sqlite3

      with sqlite3.connect(${path}) as database:
          database.execute("CREATE TABLE sales (item TEXT, cents INTEGER CHECK (cents > 0))")
    `;
  }

  @task.virtualenv()
  load(path: string, sales: Sale[]): number {
    return python`
      import sqlite3

      with sqlite3.connect(${path}) as database:
          for sale in ${sales}:
              print("inserting", sale["item"])
              database.execute("INSERT INTO sales VALUES (:item, :cents)", sale)
      return len(${sales})
    `;
  }

  @task.virtualenv()
  addUp(path: string, loaded: number): number {
    return python`
      import sqlite3

      print(${loaded}, "sales")
      return sqlite3.connect(${path}).execute("SELECT SUM(cents) FROM sales").fetchone()[0]
    `;
  }

  /** Runs although `load` has failed: its setup has succeeded. */
  @task.teardown()
  @task.virtualenv()
  removeFolder(folder: string): void {
    return python`
      import os, shutil

      print("removing", os.listdir(${folder}))
      shutil.rmtree(${folder})
    `;
  }

  flow({ createFolder, readSales, createTable, load, addUp, removeFolder }: Tasks<SetupTeardown>) {
    const sales = readSales();
    const folder = createFolder();
    return scoped(folder, removeFolder(folder), () => {
      const path = text`${folder}/sales.db`;
      const loaded = load(path, sales);
      chain(createTable(path), loaded);
      return addUp(path, loaded);
    });
  }
}
