package org.kennwilliamson.roster.password;

import java.util.Map;
import java.util.stream.Stream;

import me.gosimple.nbvcxz.resources.Dictionary;
import me.gosimple.nbvcxz.resources.DictionaryUtil;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CommonPasswordsTest {

    private final Map<String, Integer> ranks = DictionaryUtil.loadRankedDictionary(DictionaryUtil.passwords);
    private final CommonPasswords common = new CommonPasswords();

    @Test
    void eachHasTheRankThatNbvcxzGivesIt() {
        ranks.forEach(
                (word, rank) -> assertThat(common.getDictonary().get(word)).isEqualTo(rank));
        assertThat(common.getMaxLength()).isEqualTo(new Dictionary("common", ranks, false).getMaxLength());
    }

    @Test
    void nothingElseIsOne() {
        ranks.keySet().stream()
                .flatMap(word -> Stream.of(word.substring(1), word + "z", word + "!", "\u00e4" + word))
                .filter(word -> !ranks.containsKey(word))
                .forEach(word -> assertThat(common.getDictonary().get(word)).isNull());
    }
}
