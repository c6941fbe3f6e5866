package dev.tryops.api.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** One thing that is wrong with a JSON text, or at least odd. */
final class TokenMutation {

    private final Choices choices;
    private final List<byte[]> tokens;

    TokenMutation(Choices choices, List<byte[]> tokens) {
        this.choices = choices;
        this.tokens = tokens;
    }

    /** Changes the tokens in one place. */
    void apply() {
        switch (choices.below(15)) {
            case 0, 1 -> replace(utf8(choices.of(Oddities.VALUES)));
            case 2 -> replace(utf8(choices.oneIn(2) ? Numbers.real(choices) : Texts.literal(choices)));
            case 3, 4 -> intoText();
            case 5 -> repeatMember();
            case 6 -> addMember();
            case 7 -> removeMember();
            case 8 -> tokens.add(choices.below(tokens.size() + 1), utf8(choices.of(Oddities.STRAYS)));
            case 9 -> tokens.remove(choices.below(tokens.size()));
            case 10 -> insertAt(',', choices.oneIn(2) ? '}' : ']');
            case 11 -> renameMember();
            case 12 -> replace(nested());
            case 13 -> empty();
            default -> whole();
        }
    }

    private void replace(byte[] value) {
        int at = any(t -> !Tokens.isMark(t));
        if (at >= 0) {
            tokens.set(at, value);
        }
    }

    private void intoText() {
        int at = any(Tokens::isText);
        if (at < 0) {
            return;
        }
        byte[] token = tokens.get(at);
        int cut = 1 + choices.below(token.length - 1);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.write(token, 0, cut);
        text.writeBytes(choices.of(Oddities.INSIDE));
        text.write(token, cut, token.length - cut);
        tokens.set(at, text.toByteArray());
    }

    /** The place of a name whose value is a single token; −1 if there is none. */
    private int member() {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i + 3 < tokens.size(); i++) {
            if (Tokens.isText(tokens.get(i))
                    && Tokens.is(tokens.get(i + 1), ':')
                    && !Tokens.isMark(tokens.get(i + 2))) {
                places.add(i);
            }
        }
        return places.isEmpty() ? -1 : choices.of(places);
    }

    private void repeatMember() {
        int at = member();
        if (at >= 0) {
            byte[] name = tokens.get(at);
            byte[] value = choices.oneIn(2) ? utf8("null") : tokens.get(at + 2);
            if (choices.oneIn(3) && name[1] > 0 && name[1] != '\\' && name[1] != '"') {
                String rest = new String(name, 2, name.length - 2, StandardCharsets.UTF_8);
                name = utf8("\"\\u%04x".formatted((int) name[1]) + rest);
            }
            tokens.addAll(at, List.of(name, utf8(":"), value, utf8(",")));
        }
    }

    private void addMember() {
        int brace = any(t -> Tokens.is(t, '{'));
        if (brace >= 0) {
            String name = choices.of(
                    List.of("\"x\"", "\"\"", "\"features\"", "\"instances\"", "\"\\ud800\"", "\"Age\"", "1", "null"));
            tokens.addAll(brace + 1, List.of(utf8(name), utf8(":"), utf8(choices.of(Oddities.VALUES)), utf8(",")));
        }
    }

    private void removeMember() {
        int at = member();
        if (at >= 0) {
            boolean last = !Tokens.is(tokens.get(at + 3), ',');
            int begin = last && Tokens.is(tokens.get(at - 1), ',') ? at - 1 : at;
            tokens.subList(begin, begin + (last && begin == at ? 3 : 4)).clear();
        }
    }

    private void renameMember() {
        int at = member();
        if (at >= 0) {
            String name = new String(tokens.get(at), StandardCharsets.UTF_8);
            tokens.set(
                    at,
                    utf8(
                            switch (choices.below(5)) {
                                case 0 -> name.toUpperCase(Locale.ROOT);
                                case 1 -> Normalizer.normalize(name, Normalizer.Form.NFD);
                                case 2 -> name.substring(0, name.length() - 1) + " \"";
                                case 3 -> name.replace('"', '\'');
                                default -> name.substring(1, name.length() - 1);
                            }));
        }
    }

    /** A comma too many, or a mark too many, before a closing one. */
    private void insertAt(char inserted, char before) {
        int at = any(t -> Tokens.is(t, before));
        if (at >= 0) {
            tokens.add(at, utf8(Character.toString(inserted)));
        }
    }

    private byte[] nested() {
        int depth = choices.of(List.of(1, 2, 50, 96, 97, 98, 99, 100, 101, 2_000));
        return choices.oneIn(2)
                ? utf8("[".repeat(depth) + "]".repeat(depth))
                : utf8("{\"a\":".repeat(depth) + "1" + "}".repeat(depth));
    }

    /** Takes out all that an object or an array has. */
    private void empty() {
        int open = any(t -> Tokens.is(t, '{') || Tokens.is(t, '['));
        if (open >= 0) {
            tokens.subList(open + 1, close(open)).clear();
        }
    }

    /** Has an object or an array several times. */
    private void whole() {
        int open = any(t -> Tokens.is(t, '{') || Tokens.is(t, '['));
        if (open >= 0) {
            List<byte[]> copy = new ArrayList<>(tokens.subList(open, close(open) + 1));
            copy.add(utf8(","));
            for (int i = 1 + choices.below(4); i > 0; i--) {
                tokens.addAll(open, copy);
            }
        }
    }

    private int close(int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            byte[] token = tokens.get(i);
            if (Tokens.is(token, '{') || Tokens.is(token, '[')) {
                depth++;
            } else if (Tokens.is(token, '}') || Tokens.is(token, ']')) {
                depth--;
            }
            if (depth == 0) {
                return i;
            }
        }
        return tokens.size() - 1;
    }

    private int any(Predicate<byte[]> kind) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (kind.test(tokens.get(i))) {
                places.add(i);
            }
        }
        return places.isEmpty() ? -1 : choices.of(places);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
