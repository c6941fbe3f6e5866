package dev.tryops.infra.settings;

/** Keeps pods from nodes unless they tolerate it. Node group and toleration are made from the same constant. */
public record Taint(String key, String value) {

    public static final Taint TRAINING = new Taint("training", "true");

    /** The effect as EKS writes it. */
    public static final String EKS_EFFECT = "NO_SCHEDULE";

    /** The same effect as Kubernetes writes it. */
    public static final String KUBERNETES_EFFECT = "NoSchedule";
}
