# A project that is done, and the goal that it counts for

goal-project-summary = A project is done
goal-project-done = { $project } is done
goal-project-attainment = Reached
goal-project-far = Progress of the goal
goal-project-counted = It counts for your goal “{ $title }”.
goal-project-which = You have { $n } goals of this project. Which one does it count for?
goal-project-none = None of your goals is of this project.
goal-project-open = Open the goal
goal-project-make = Make a goal
goal-project-title = Finish project { $project }
goal-project-source = From the project records, { $day }.
goal-project-gone = This project is in the records no more.
goal-project-settled = This was settled before. Open the goal to see how it stands.
