package org.kennwilliamson.roster.lockout;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import io.netty.util.NetUtil;

/** For whom, or from where, a sign-in is tried: what its failures are counted by. */
public final class LockoutKey {

    private static final int IPV6_BYTES = 16;

    /** A client with one IPv6 address has all that share its first 64 bits. */
    private static final int IPV6_NETWORK_BYTES = 8;

    private final String name;
    private final LockoutPolicy policy;

    private LockoutKey(String name, LockoutPolicy policy) {
        this.name = name;
        this.policy = policy;
    }

    /**
     * The account first: those who count both then never wait for each other.
     *
     * @param account what it goes by: the e-mail address of a sign-in, whether there is such a user or not
     * @param address the client's, or null if it isn't known
     */
    static List<LockoutKey> of(String account, String address) {
        LockoutKey whom =
                new LockoutKey("account:" + sha256(account.toLowerCase(Locale.ROOT)), LockoutPolicy.OF_ACCOUNT);
        return address == null
                ? List.of(whom)
                : List.of(whom, new LockoutKey("address:" + network(address), LockoutPolicy.OF_ADDRESS));
    }

    /** Their names in the database, for a statement with a piece of {@link LockoutSql}. */
    public static String[] names(List<LockoutKey> keys) {
        return keys.stream().map(key -> key.name).toArray(String[]::new);
    }

    LockoutPolicy policy() {
        return policy;
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
