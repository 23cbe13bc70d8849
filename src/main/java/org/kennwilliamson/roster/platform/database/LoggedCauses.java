package org.kennwilliamson.roster.platform.database;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Why something fails, so that the log tells each cause once however often it is tried again. */
public final class LoggedCauses {

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Whether nobody was told of this cause since the last {@link #clear}. */
    public boolean isNew(String cause) {
        return told.add(cause);
    }

    /** It works again: the next failure is news, whatever its cause. */
    public void clear() {
        told.clear();
    }
}
