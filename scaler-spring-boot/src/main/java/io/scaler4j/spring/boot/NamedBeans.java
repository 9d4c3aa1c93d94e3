package io.scaler4j.spring.boot;

import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;

/** Finds the beans that the configuration names. */
final class NamedBeans {

    private final ListableBeanFactory factory;

    NamedBeans(ListableBeanFactory factory) {
        this.factory = factory;
    }

    /** Returns the bean of this name if it has the type; otherwise says what is there, and returns empty. */
    <T> Optional<T> find(String option, String name, Class<T> type, SentenceCollector problems) {
        if (isOf(name, type)) {
            return Optional.of(factory.getBean(name, type));
        }
        problems.add(option + " \"" + name + "\" is no bean of the type " + type.getSimpleName() + "; there "
                + listed(names(type)));
        return Optional.empty();
    }

    /** Returns the bean of this name if it has the type. */
    <T> Optional<T> find(String name, Class<T> type) {
        return isOf(name, type) ? Optional.of(factory.getBean(name, type)) : Optional.empty();
    }

    /** Returns the only bean of the type, if there is one and no more. */
    <T> Optional<T> only(Class<T> type) {
        List<String> names = names(type);
        return names.size() == 1 ? find(names.get(0), type) : Optional.empty();
    }

    List<String> names(Class<?> type) {
        return List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(factory, type));
    }

    private boolean isOf(String name, Class<?> type) {
        return factory.containsBean(name) && factory.isTypeMatch(name, type);
    }

    static String listed(List<String> names) {
        return names.isEmpty() ? "is none" : "are " + String.join(", ", names);
    }
}
