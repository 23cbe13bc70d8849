package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** docs/operations.md, whose commands tests run as they stand there. */
public final class OperationsDocument {

    private static final Document DOCUMENT = new Document(Path.of("docs", "operations.md"));

    private OperationsDocument() {}

    /** The blocks of commands under a heading. */
    public static List<String> commands(String heading) throws IOException {
        return DOCUMENT.commands(heading);
    }
}
