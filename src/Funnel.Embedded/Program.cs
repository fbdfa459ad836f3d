System.Console.WriteLine("funnel");
