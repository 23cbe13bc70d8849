package org.kennwilliamson.roster.backup.copy;

import java.io.IOException;

/** That what was to be put couldn't be read where it comes from: the store is not to blame. */
final class OriginalException extends IOException {

    private static final long serialVersionUID = 1L;

    private final IOException failure;

    OriginalException(IOException failure) {
        super(failure);
        this.failure = failure;
    }

    IOException failure() {
        return failure;
    }
}
