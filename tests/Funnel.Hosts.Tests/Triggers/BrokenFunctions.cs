using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Hosts.Tests.Triggers;

public sealed class Broken(IFormatProvider unregistered)
{
    [Function("Same")]
    public static void First([TimerTrigger("0 * * * * *")] TimerInfo timer) { }

    [Function("Same")]
    public static void Second([TimerTrigger("0 * * * * *")] TimerInfo timer) { }

    [Function("NoTrigger")]
    public object? NoTrigger(string text) => unregistered.GetFormat(typeof(string)) ?? text;

    [Function("BadCron")]
    public static void BadCron([TimerTrigger("*/5 * * * *")] TimerInfo timer) { }

    [Function("Never")]
    public static void Never([TimerTrigger("0 0 0 30 2 *")] TimerInfo timer) { }

    [Function("NoSetting")]
    public static void NoSetting([TimerTrigger("%Timers:Missing%")] TimerInfo timer) { }

    [Function("BadParameter")]
    public static void BadParameter([TimerTrigger("0 * * * * *")] TimerInfo timer, int count) { }

    [Function("BadQueue")]
    public static void BadQueue([QueueTrigger("Not_A_Queue")] string text) { }

    [Function("QueueOne")]
    public static void QueueOne([QueueTrigger("shared")] string text) { }

    [Function("QueueTwo")]
    public static void QueueTwo([QueueTrigger("shared")] string text) { }

    [Function("RouteOne")]
    public static void RouteOne([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "leads/{id}")] HttpRequest request) { }

    [Function("RouteTwo")]
    public static void RouteTwo([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "Leads/{lead}")] HttpRequest request) { }

    [Function("BadRoute")]
    public static void BadRoute([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "leads/{id")] HttpRequest request) { }

    [Function("UnknownConstraint")]
    public static void UnknownConstraint([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "leads/{id:lead}/more")] HttpRequest request) { }

    [Function("BadLevel")]
    public static void BadLevel([HttpTrigger(AuthorizationLevel.System, "get", Route = "level")] HttpRequest request) { }

    [Function("BadResult")]
    public static int BadResult([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "result")] HttpRequest request) => request.Path.Value!.Length;

    [Function("9lives")]
    internal static void Hidden([TimerTrigger("0 * * * * *")] TimerInfo timer) { }
}

public static class Misplaced
{
    [Function("Root")]
    public static void Root([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{*path}")] HttpRequest request) { }

    [Function("Admin")]
    public static void Admin([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "Admin/pages")] HttpRequest request) { }
}
