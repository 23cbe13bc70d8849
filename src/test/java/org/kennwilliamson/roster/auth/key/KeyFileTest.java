package org.kennwilliamson.roster.auth.key;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.kennwilliamson.roster.embedded.SigningKey;
import org.kennwilliamson.roster.platform.config.InvalidSettingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyFileTest {

    private static final KeyPair PAIR = SigningKey.generate(2048);
    private static final String PRIVATE =
            SigningKey.pem("PRIVATE KEY", PAIR.getPrivate().getEncoded());
    private static final String PUBLIC =
            SigningKey.pem("PUBLIC KEY", PAIR.getPublic().getEncoded());

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @MethodSource("privateKeys")
    void aPrivateKeyHasThePublicOneInIt(String form, String pem) throws IOException {
        KeyFile key = KeyFile.read("AUTH_SIGNING_KEY", file(pem));

        assertThat(key.privateKey()).contains(PAIR.getPrivate());
        assertThat(key.publicKey()).isEqualTo(PAIR.getPublic());
    }

    static Stream<Arguments> privateKeys() {
        return Stream.of(
                Arguments.of("PKCS #8", PRIVATE),
                Arguments.of("no line break at the end", PRIVATE.stripTrailing()),
                Arguments.of("line ends of Windows", PRIVATE.replace("\n", "\r\n")),
                Arguments.of("blanks around it", "\n  " + PRIVATE + " \t\n\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("publicKeys")
    void aPublicKeyIsTakenAlone(String form, String pem) throws IOException {
        KeyFile key = KeyFile.read("AUTH_PUBLISHED_KEYS", file(pem));

        assertThat(key.privateKey()).isEmpty();
        assertThat(key.publicKey()).isEqualTo(PAIR.getPublic());
    }

    static Stream<Arguments> publicKeys() {
        return Stream.of(
                Arguments.of("X.509", PUBLIC),
                Arguments.of("line ends of Windows", PUBLIC.replace("\n", "\r\n")),
                Arguments.of("blanks around it", "\n  " + PUBLIC + " \t\n\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void whateverElseIsOneLineThatNamesVariableAndFileAndShowsNothingOfIt(String what, String content)
            throws IOException {
        Path file = file(content);

        assertThatThrownBy(() -> KeyFile.read("AUTH_SIGNING_KEY", file))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("AUTH_SIGNING_KEY names " + file + ", which is no RSA key in PEM (PKCS #8): ")
                .hasNoCause()
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasLineCount(1))
                .satisfies(refusal -> assertThat(content.lines().filter(line -> !line.isBlank()))
                        .noneMatch(line -> refusal.getMessage().contains(line)));
    }

    static Stream<Arguments> others() throws GeneralSecurityException {
        byte[] der = PAIR.getPrivate().getEncoded();
        KeyPair ec = KeyPairGenerator.getInstance("EC").generateKeyPair();
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("garbage", "se-cret garbage"),
                Arguments.of(
                        "garbage with a header", "-----BEGIN PRIVATE KEY-----\nse-cret\n-----END PRIVATE KEY-----\n"),
                Arguments.of("a header alone", "-----BEGIN PRIVATE KEY-----"),
                Arguments.of("the first half", PRIVATE.substring(0, PRIVATE.length() / 2)),
                Arguments.of("DER", new String(der, StandardCharsets.ISO_8859_1)),
                Arguments.of("PKCS #1", SigningKey.pem("RSA PRIVATE KEY", Arrays.copyOfRange(der, 26, der.length))),
                Arguments.of("encrypted", SigningKey.pem("ENCRYPTED PRIVATE KEY", encrypted(der))),
                Arguments.of(
                        "an EC key",
                        SigningKey.pem("PRIVATE KEY", ec.getPrivate().getEncoded())),
                Arguments.of(
                        "an EC key's public half",
                        SigningKey.pem("PUBLIC KEY", ec.getPublic().getEncoded())),
                Arguments.of(
                        "a certificate",
                        PUBLIC.replace("PUBLIC KEY", "CERTIFICATE").replace("MII", "MIJ")));
    }

    @Test
    void fewerBitsThanRs256AllowsAreRefusedInEitherHalf() throws IOException {
        KeyPair small = SigningKey.generate(1024);

        for (String pem : new String[] {
            SigningKey.pem("PRIVATE KEY", small.getPrivate().getEncoded()),
            SigningKey.pem("PUBLIC KEY", small.getPublic().getEncoded())
        }) {
            Path file = file(pem);
            assertThatThrownBy(() -> KeyFile.read("AUTH_PUBLISHED_KEYS", file))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessage("AUTH_PUBLISHED_KEYS names " + file + ", whose key has less than 2048 bits");
        }
    }

    @Test
    void whatCannotBeReadIsNamed() {
        for (Path file : new Path[] {folder.resolve("missing.pem"), folder}) {
            assertThatThrownBy(() -> KeyFile.read("AUTH_SIGNING_KEY", file))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessage("AUTH_SIGNING_KEY names " + file + ", which can't be read");
        }
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("key.pem"), content, StandardCharsets.ISO_8859_1);
    }

    /** As openssl does it with a pass phrase. */
    private static byte[] encrypted(byte[] der) throws GeneralSecurityException {
        String algorithm = "PBEWithSHA1AndDESede";
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec("secret".toCharArray())));
        try {
            return new EncryptedPrivateKeyInfo(cipher.getParameters(), cipher.doFinal(der)).getEncoded();
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
