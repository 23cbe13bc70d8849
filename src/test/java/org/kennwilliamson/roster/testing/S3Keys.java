package org.kennwilliamson.roster.testing;

import java.nio.file.Path;
import java.util.Map;

/** Credentials as AWS' own chain finds them in this JVM, and none else that the machine may have. */
public final class S3Keys {

    private static final String ID = "aws.accessKeyId";
    private static final String SECRET = "aws.secretAccessKey";
    private static final Path NOWHERE = Path.of("target", "no-such-file").toAbsolutePath();

    private static final Map<String, String> NO_OTHERS = Map.of(
            "aws.sharedCredentialsFile", NOWHERE.toString(),
            "aws.configFile", NOWHERE.toString(),
            "aws.disableEc2Metadata", "true");

    private S3Keys() {}

    /** From now on there is this pair. */
    public static void use(String id, String secret) {
        useNone();
        System.setProperty(ID, id);
        System.setProperty(SECRET, secret);
    }

    /** From now on there is none. */
    public static void useNone() {
        forget();
        NO_OTHERS.forEach(System::setProperty);
    }

    /** As it was before. */
    public static void forget() {
        NO_OTHERS.keySet().forEach(System::clearProperty);
        System.clearProperty(ID);
        System.clearProperty(SECRET);
    }
}
