package dev.tryops.infra.settings;

/** A setting that makes no sense. The message is one sentence that begins with the setting's name. */
public final class BadSetting extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    public BadSetting(String setting, String problem) {
        super(setting + " " + problem + ".");
    }

    static void unless(boolean good, String setting, String problem) {
        if (!good) {
            throw new BadSetting(setting, problem);
        }
    }
}
