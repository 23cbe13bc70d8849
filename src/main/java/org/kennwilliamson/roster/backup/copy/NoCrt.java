package org.kennwilliamson.roster.backup.copy;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import software.amazon.awssdk.checksums.SdkChecksum;
import software.amazon.awssdk.checksums.internal.ChecksumProvider;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;
import software.amazon.awssdk.http.auth.aws.crt.internal.signer.DefaultAwsCrtV4aHttpSigner;
import software.amazon.awssdk.http.auth.aws.internal.signer.util.OptionalDependencyLoaderUtil;

/**
 * Takes out of the native image what the SDK has for AWS' library in C. That isn't there, and a native image is only built
 * if every class that is mentioned is. On the JVM nothing of this is used.
 */
final class NoCrt {

    private NoCrt() {}

    static UnsupportedOperationException missing() {
        return new UnsupportedOperationException("AWS' library in C is not part of Roster");
    }

    /** Checksums that Roster doesn't ask for. */
    @TargetClass(ChecksumProvider.class)
    static final class CrtChecksums {

        @Substitute
        static SdkChecksum createCrtCrc32C() {
            throw missing();
        }

        @Substitute
        static SdkChecksum crc64NvmeCrtImplementation() {
            throw missing();
        }

        @Substitute
        static SdkChecksum crtXxHash(ChecksumAlgorithm algorithm) {
            throw missing();
        }
    }

    /** Signatures for several regions at once. */
    @TargetClass(OptionalDependencyLoaderUtil.class)
    static final class CrtSigners {

        @Substitute
        public static DefaultAwsCrtV4aHttpSigner getDefaultAwsCrtV4aHttpSigner() {
            throw missing();
        }
    }
}
