package org.kennwilliamson.roster.password;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import me.gosimple.nbvcxz.resources.Dictionary;
import me.gosimple.nbvcxz.resources.DictionaryUtil;

/**
 * nbvcxz's 100,000 common passwords, each with its rank, in two MB instead of eleven. What a dictionary has beside that is
 * for a search of similar words, which Roster doesn't make, and is left empty.
 */
final class CommonPasswords extends Dictionary {

    private final Ranks ranks = new Ranks(new TreeMap<>(DictionaryUtil.loadRankedDictionary(DictionaryUtil.passwords)));

    CommonPasswords() {
        super("common", Map.of(), false);
    }

    @Override
    public Map<String, Integer> getDictonary() {
        return ranks;
    }

    @Override
    public int getMaxLength() {
        return ranks.longest;
    }

    /** The words one behind the other in their order, where each begins, and which rank it has. */
    private static final class Ranks extends AbstractMap<String, Integer> {

        private final String words;
        private final int[] starts;
        private final int[] rankOf;
        private final int longest;

        private Ranks(TreeMap<String, Integer> sorted) {
            words = String.join("", sorted.keySet());
            rankOf = sorted.values().stream().mapToInt(Integer::intValue).toArray();
            longest = sorted.keySet().stream().mapToInt(String::length).max().orElse(0);
            starts = new int[sorted.size() + 1];
            int i = 0;
            for (String word : sorted.keySet()) {
                starts[i + 1] = starts[i] + word.length();
                i++;
            }
        }

        @Override
        public Integer get(Object word) {
            int found = find((String) word);
            return found < 0 ? null : (Integer) rankOf[found];
        }

        @Override
        public Set<Entry<String, Integer>> entrySet() {
            throw new UnsupportedOperationException("only single words can be asked for");
        }

        private int find(String word) {
            int low = 0;
            int high = rankOf.length - 1;
            while (low <= high) {
                int middle = low + high >>> 1;
                int order = compare(middle, word);
                if (order == 0) {
                    return middle;
                }
                if (order < 0) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return -1;
        }

        /** As {@link String#compareTo} does. */
        private int compare(int i, String word) {
            int length = starts[i + 1] - starts[i];
            for (int at = 0; at < Math.min(length, word.length()); at++) {
                int order = words.charAt(starts[i] + at) - word.charAt(at);
                if (order != 0) {
                    return order;
                }
            }
            return length - word.length();
        }
    }
}
