/**
 * A small store that survives reloads: IndexedDB, else localStorage. Values are plain
 * JSON; keys sort as text.
 */

const TABLE = "entries";

class IndexedTable {
    constructor(database) {
        this.database = database;
    }

    static open(name) {
        return new Promise((resolve, reject) => {
            const request = indexedDB.open(name, 1);
            request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
            request.onsuccess = () => resolve(new IndexedTable(request.result));
            request.onerror = () => reject(request.error);
            request.onblocked = () => reject(new Error("blocked"));
        });
    }

    run(mode, work) {
        return new Promise((resolve, reject) => {
            const transaction = this.database.transaction(TABLE, mode);
            const request = work(transaction.objectStore(TABLE));
            // A write counts only once it is on the disk.
            transaction.oncomplete = () => resolve(request.result);
            transaction.onerror = () => reject(transaction.error);
            transaction.onabort = () => reject(transaction.error);
        });
    }

    get(key) {
        return this.run("readonly", (table) => table.get(key));
    }

    put(key, value) {
        // The proxies of reactive state cannot be cloned; their content can.
        const plain = JSON.parse(JSON.stringify(value));
        return this.run("readwrite", (table) => table.put(plain, key));
    }

    delete(key) {
        return this.run("readwrite", (table) => table.delete(key));
    }

    list(prefix) {
        return this.run("readonly", (table) => table.getAll(rangeOf(prefix)));
    }

    clear(prefix) {
        return this.run("readwrite", (table) => table.delete(rangeOf(prefix)));
    }
}

function rangeOf(prefix) {
    return IDBKeyRange.bound(prefix, `${prefix}\uffff`);
}

class LocalTable {
    constructor(name, local) {
        this.name = name;
        this.local = local;
    }

    async get(key) {
        const text = this.local.getItem(`${this.name}/${key}`);
        return text === null ? undefined : JSON.parse(text);
    }

    async put(key, value) {
        this.local.setItem(`${this.name}/${key}`, JSON.stringify(value));
    }

    async delete(key) {
        this.local.removeItem(`${this.name}/${key}`);
    }

    keys(prefix) {
        return Object.keys(this.local)
            .filter((key) => key.startsWith(`${this.name}/${prefix}`))
            .sort();
    }

    async list(prefix) {
        return this.keys(prefix).map((key) => JSON.parse(this.local.getItem(key)));
    }

    async clear(prefix) {
        this.keys(prefix).forEach((key) => this.local.removeItem(key));
    }
}

export async function openStorage(name) {
    try {
        return await IndexedTable.open(name);
    } catch {
        // Absent, or forbidden as in some private windows.
        return new LocalTable(name, localStorage);
    }
}

export const storageService = {
    start: () => openStorage("errand_courier"),
};
