using System.Reflection;
using System.Text.RegularExpressions;
using Funnel.Embedded.Triggers.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using NCrontab;

namespace Funnel.Embedded.Triggers;

/// <summary>Reads one function from its method and attributes. What is wrong is added to the errors, all of it.</summary>
internal sealed partial class FunctionScanner(HostJson hostJson, IConfiguration settings, IInlineConstraintResolver constraints, List<string> errors)
{
    /// <summary>Nine years from any day hold every day there is, 29 February included.</summary>
    private static readonly DateTime SomeDay = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly CrontabSchedule.ParseOptions WithSeconds = new() { IncludingSeconds = true };

    /// <summary>Null when the method cannot be run; the reasons are among the errors.</summary>
    public FunctionEntry? Scan(MethodInfo method)
    {
        var before = errors.Count;
        var where = $"{method.DeclaringType!.Name}.{method.Name}";
        var name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
        CheckMethod(method, name, where);
        var parameters = method.GetParameters(); // once: two calls may give different objects for the same parameter
        var triggers = parameters.Where(parameter => TriggerAttribute(parameter) is not null).ToList();
        if (triggers is not [var triggerParameter])
        {
            errors.Add(triggers.Count == 0
                ? $"{where}: no parameter has a trigger that this host knows (TimerTrigger, QueueTrigger, HttpTrigger)."
                : $"{where}: {triggers.Count} parameters have a trigger; a function has one.");
            return null;
        }

        var trigger = ReadTrigger(triggerParameter, name, where);
        var arguments = parameters.Select(parameter => parameter == triggerParameter ? invocation => invocation.Input : Argument(parameter, trigger, where)).ToList();
        CheckReturn(method, trigger, where);
        return errors.Count == before ? new(name, method, trigger!, arguments!, MethodResults.Unwrapper(method.ReturnType)!) : null;
    }

    private void CheckMethod(MethodInfo method, string name, string where)
    {
        if (!FunctionName.IsMatch(name))
        {
            errors.Add($"{where}: \"{name}\" is no function name. It starts with a letter and has at most 128 letters, digits, '_' and '-'.");
        }

        if (!method.IsPublic || method.IsGenericMethod)
        {
            errors.Add($"{where}: the method must be public and not generic.");
        }
    }

    private static Attribute? TriggerAttribute(ParameterInfo parameter) => parameter.GetCustomAttributes()
        .FirstOrDefault(attribute => attribute is TimerTriggerAttribute or QueueTriggerAttribute or HttpTriggerAttribute);

    private Trigger? ReadTrigger(ParameterInfo parameter, string name, string where) => TriggerAttribute(parameter) switch
    {
        TimerTriggerAttribute timer => ReadTimer(timer, parameter, where),
        QueueTriggerAttribute queue => ReadQueue(queue, parameter, where),
        HttpTriggerAttribute http => ReadHttp(http, parameter, name, where),
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter, null),
    };

    private Trigger.Timer? ReadTimer(TimerTriggerAttribute timer, ParameterInfo parameter, string where)
    {
        Expect(parameter, typeof(TimerInfo), where);
        if (SettingNames.Resolve(timer.Schedule, settings, where, errors) is not { } expression)
        {
            return null;
        }

        var schedule = CrontabSchedule.TryParse(expression, WithSeconds);
        if (schedule is not null && schedule.GetNextOccurrence(SomeDay, SomeDay.AddYears(9)) < SomeDay.AddYears(9))
        {
            return new(schedule, timer.RunOnStartup, timer.UseMonitor);
        }

        errors.Add(schedule is not null
            ? $"{where}: \"{expression}\" is a day that never comes."
            : $"{where}: \"{expression}\" is no schedule. It has six fields: second minute hour day month weekday, such as \"0 */5 * * * *\".");
        return null;
    }

    private Trigger.Queue? ReadQueue(QueueTriggerAttribute queue, ParameterInfo parameter, string where)
    {
        var type = parameter.ParameterType;
        if (type.IsInterface || type.IsAbstract || type.IsPointer || type.IsByRef || type == typeof(object))
        {
            errors.Add($"{where}: a message cannot be read as {type.Name}. Use string, byte[], BinaryData or a class or record.");
        }

        if (SettingNames.Resolve(queue.QueueName, settings, where, errors) is not { } name)
        {
            return null;
        }

        if (!QueueName.IsMatch(name))
        {
            errors.Add($"{where}: \"{name}\" is no queue name. It has 3–63 lower-case letters, digits and single '-' between them.");
        }

        return new(name, type);
    }

    private Trigger.Http? ReadHttp(HttpTriggerAttribute http, ParameterInfo parameter, string name, string where)
    {
        Expect(parameter, typeof(HttpRequest), where);
        if (http.AuthLevel is not (AuthorizationLevel.Anonymous or AuthorizationLevel.Function or AuthorizationLevel.Admin))
        {
            errors.Add($"{where}: the level {http.AuthLevel} is not known here. Use Anonymous, Function or Admin.");
        }

        var trigger = new Trigger.Http(
            $"{hostJson.RoutePrefix}/{(http.Route ?? name).Trim('/')}".Trim('/'), [.. (http.Methods ?? []).Select(method => method.ToUpperInvariant())], http.AuthLevel);
        try
        {
            CheckPath(HostRouter.Route(name, trigger, constraints, _ => Task.CompletedTask), where);
            return trigger;
        }
        catch (RouteCreationException e)
        {
            errors.Add($"{where}: \"{trigger.Template}\" is no route. {(e.InnerException ?? e).Message}");
            return null;
        }
    }

    private void CheckPath(Route route, string where)
    {
        if (RouteOverlap.IsAtRoot(route))
        {
            errors.Add($"{where}: the route \"/{route.RouteTemplate}\" matches \"/\", which the Functions host answers itself. Begin it with a literal segment.");
        }
        else if (route.ParsedTemplate.GetSegment(0) is { Parts: [{ IsLiteral: true } first] } && string.Equals(first.Text, HostRouter.Reserved, StringComparison.OrdinalIgnoreCase))
        {
            errors.Add($"{where}: the route \"/{route.RouteTemplate}\" lies under \"/{HostRouter.Reserved}\", where the Functions host has its own pages. Take another first segment.");
        }
    }

    private void Expect(ParameterInfo parameter, Type type, string where)
    {
        if (parameter.ParameterType != type)
        {
            errors.Add($"{where}: the parameter \"{parameter.Name}\" with the trigger must be {type.Name}, is {parameter.ParameterType.Name}.");
        }
    }

    private Func<Invocation, object?>? Argument(ParameterInfo parameter, Trigger? trigger, string where)
    {
        if (parameter.ParameterType == typeof(FunctionContext))
        {
            return invocation => invocation.Context;
        }

        if (parameter.ParameterType == typeof(CancellationToken))
        {
            return invocation => invocation.Cancellation;
        }

        if (parameter.ParameterType == typeof(string) && trigger is Trigger.Http http
            && TemplateParser.Parse(http.Template).GetParameter(parameter.Name!) is not null)
        {
            var optional = parameter.HasDefaultValue ? parameter.DefaultValue : null;
            return invocation => invocation.Route!.TryGetValue(parameter.Name!, out var value) && value is not null ? (string)value : optional;
        }

        errors.Add($"{where}: the parameter \"{parameter.ParameterType.Name} {parameter.Name}\" cannot be filled. "
            + "A function may have its trigger, FunctionContext, CancellationToken and, with HttpTrigger, the route's parameters as string.");
        return null;
    }

    private void CheckReturn(MethodInfo method, Trigger? trigger, string where)
    {
        if (MethodResults.Unwrapper(method.ReturnType) is null)
        {
            errors.Add($"{where}: a function must return void, a Task or a ValueTask{(trigger is Trigger.Http ? ", IActionResult or string" : "")}.");
            return;
        }

        var result = MethodResults.ResultType(method.ReturnType);
        if (trigger is Trigger.Http && result != typeof(void) && result != typeof(string) && !result.IsAssignableTo(typeof(IActionResult)))
        {
            errors.Add($"{where}: an HTTP function gives IActionResult, string or nothing, not {result.Name}.");
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,127}$", RegexOptions.CultureInvariant)]
    private static partial Regex FunctionName { get; }

    [GeneratedRegex("^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex QueueName { get; }
}
