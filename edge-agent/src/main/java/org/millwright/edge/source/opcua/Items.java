package org.millwright.edge.source.opcua;

import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.jspecify.annotations.Nullable;

/**
 * A fixed list of items and the client handles that they have on the server: consecutive, from {@code base} on. A random
 * base tells our items from another client's.
 */
record Items<T extends Item>(long base, List<T> all) {

    Items {
        all = List.copyOf(all);
        for (int i = 0; i < all.size(); i++) {
            all.get(i).place(i);
        }
    }

    UInteger handle(Item item) {
        return Unsigned.uint(base + item.index());
    }

    /** Null where the handle is none of ours. */
    @Nullable
    T at(UInteger handle) {
        long index = handle.longValue() - base;
        return index >= 0 && index < all.size() ? all.get((int) index) : null;
    }
}
