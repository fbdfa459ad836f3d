using System.Reflection;

namespace Funnel.Embedded.Triggers;

/// <summary>What methods may return: nothing or a value, now or later.</summary>
internal static class MethodResults
{
    private static readonly MethodInfo LaterTask = Private(nameof(FromTask));
    private static readonly MethodInfo LaterValueTask = Private(nameof(FromValueTask));

    /// <summary>The type of the value in the end; <see cref="void"/> when there is none.</summary>
    public static Type ResultType(Type returned) =>
        returned == typeof(Task) || returned == typeof(ValueTask) ? typeof(void)
        : IsLater(returned) ? returned.GetGenericArguments()[0]
        : returned;

    /// <summary>Makes what awaits a returned value. Null when the type is something else that can be awaited or streamed.</summary>
    public static Func<object?, Task<object?>>? Unwrapper(Type returned)
    {
        if (returned == typeof(Task))
        {
            return async value => { await (Task)value!; return null; };
        }

        if (returned == typeof(ValueTask))
        {
            return async value => { await (ValueTask)value!; return null; };
        }

        if (IsLater(returned))
        {
            var method = returned.GetGenericTypeDefinition() == typeof(Task<>) ? LaterTask : LaterValueTask;
            return method.MakeGenericMethod(returned.GetGenericArguments()).CreateDelegate<Func<object?, Task<object?>>>();
        }

        return returned.GetMethod("GetAwaiter") is null && !returned.IsByRef ? Task.FromResult : null;
    }

    private static bool IsLater(Type returned) =>
        returned.IsGenericType && returned.GetGenericTypeDefinition() is var open && (open == typeof(Task<>) || open == typeof(ValueTask<>));

    private static async Task<object?> FromTask<T>(object? value) => await (Task<T>)value!;

    private static async Task<object?> FromValueTask<T>(object? value) => await (ValueTask<T>)value!;

    private static MethodInfo Private(string name) =>
        typeof(MethodResults).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;
}
