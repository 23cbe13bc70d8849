package org.kennwilliamson.roster.lockout;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import io.netty.util.NetUtil;

/**
 * For whom, or from where, a sign-in is tried: what its failures are counted by.
 *
 * @param limit how many failures lock it
 * @param quiet after how long without any they are forgotten
 */
public record LockoutKey(String name, int limit, Duration quiet) {

    private static final int ACCOUNT_LIMIT = 5;
    private static final Duration ACCOUNT_QUIET = Duration.ofDays(1);

    /** Many people may share an address. */
    private static final int ADDRESS_LIMIT = 50;

    private static final Duration ADDRESS_QUIET = Duration.ofHours(1);

    private static final int IPV6_BYTES = 16;

    /** A client with one IPv6 address has all that share its first 64 bits. */
    private static final int IPV6_NETWORK_BYTES = 8;

    /**
     * The account first: those who count both then never wait for each other.
     *
     * @param account what it goes by: the e-mail address of a sign-in, whether there is such a user or not
     * @param address the client's, or null if it isn't known
     */
    public static List<LockoutKey> of(String account, String address) {
        LockoutKey whom =
                new LockoutKey("account:" + sha256(account.toLowerCase(Locale.ROOT)), ACCOUNT_LIMIT, ACCOUNT_QUIET);
        return address == null
                ? List.of(whom)
                : List.of(whom, new LockoutKey("address:" + network(address), ADDRESS_LIMIT, ADDRESS_QUIET));
    }

    private static String network(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null || bytes.length != IPV6_BYTES) {
            return address;
        }
        Arrays.fill(bytes, IPV6_NETWORK_BYTES, IPV6_BYTES, (byte) 0);
        return NetUtil.bytesToIpAddress(bytes) + "/64";
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
